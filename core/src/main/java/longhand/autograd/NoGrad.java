package longhand.autograd;

import longhand.blocks.ThreadBlocks;

/**
 * Switches recording of the graph off for the current thread: {@code try (NoGrad _ = NoGrad.enter()) { … }}, as {@code
 * torch.no_grad()}. Blocks nest; one is closed by the thread that opened it.
 */
public final class NoGrad implements AutoCloseable {
    private static final ThreadBlocks<Boolean> ENABLED = new ThreadBlocks<>("NoGrad");

    private final ThreadBlocks.Block<Boolean> block;

    private NoGrad(boolean enabled) {
        block = ENABLED.open(enabled);
    }

    /** No recording until closed. */
    public static NoGrad enter() {
        return new NoGrad(false);
    }

    /** No recording until closed, unless a graph is wanted; then recording, whatever was before. */
    static NoGrad unless(boolean createGraph) {
        return new NoGrad(createGraph);
    }

    /** Whether operations on this thread are recorded. */
    public static boolean gradEnabled() {
        return ENABLED.current(true);
    }

    /** Back to what it was, or to what a block inside that is still open says. */
    @Override
    public void close() {
        block.close();
    }
}
