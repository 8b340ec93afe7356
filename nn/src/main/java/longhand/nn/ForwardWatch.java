package longhand.nn;

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
    private static final ThreadLocal<ForwardWatch> CURRENT = new ThreadLocal<>();

    private final ForwardWatch outer = CURRENT.get();
    private final Listener listener;

    private ForwardWatch(Listener listener) {
        this.listener = listener;
        CURRENT.set(this);
    }

    /** Is told what each layer made of its input. */
    @FunctionalInterface
    public interface Listener {
        void forward(Layer layer, Tensor x, Tensor y);
    }

    /** Starts watching; close with try-with-resources. Watches nest, and all of them are told. */
    public static ForwardWatch start(Listener listener) {
        return new ForwardWatch(listener);
    }

    static boolean isActive() {
        return CURRENT.get() != null;
    }

    static void tell(Layer layer, Tensor x, Tensor y) {
        for (ForwardWatch watch = CURRENT.get(); watch != null; watch = watch.outer) {
            watch.listener.forward(layer, x, y);
        }
    }

    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
