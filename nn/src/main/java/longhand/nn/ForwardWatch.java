package longhand.nn;

import longhand.blocks.ThreadBlocks;
import longhand.names.Given;
import longhand.tensor.Tensor;

/**
 * Watches every layer that computes on this thread, until closed:
 *
 * <pre>{@code
 * try (ForwardWatch _ = ForwardWatch.start((layer, x, y) -> System.out.println(layer + " → " + y.shape()))) {
 *     net.forward(image);
 * }
 * }</pre>
 *
 * A layer is reported when it is done, so after the layers inside it; {@link Layer#namedLayers} tells its name. While
 * somebody watches, {@link Sequential} runs every layer on its own, so that all intermediate results can be seen; the
 * numbers stay the same.
 */
public final class ForwardWatch implements AutoCloseable {
    private static final ThreadBlocks<Listener> LISTENERS = new ThreadBlocks<>("ForwardWatch");

    private final ThreadBlocks.Block<Listener> block;

    private ForwardWatch(Listener listener) {
        block = LISTENERS.open(listener);
    }

    /** Is told what each layer made of its input, before forward hooks of that layer could change it. */
    @FunctionalInterface
    public interface Listener {
        void forward(Layer layer, Tensor x, Tensor y);
    }

    /** Starts watching; close with try-with-resources. Watches nest, and all of them are told. */
    public static ForwardWatch start(Listener listener) {
        return new ForwardWatch(Given.required(listener, "ForwardWatch", "the listener", "pass (layer, x, y) -> …"));
    }

    static boolean isActive() {
        return LISTENERS.current(null) != null;
    }

    static void tell(Layer layer, Tensor x, Tensor y) {
        LISTENERS.forEach(listener -> listener.forward(layer, x, y));
    }

    /** Ends watching; to be called by the thread that started it. */
    @Override
    public void close() {
        block.close();
    }
}
