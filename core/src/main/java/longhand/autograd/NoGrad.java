package longhand.autograd;

/**
 * Switches recording of the graph off for the current thread: {@code try (NoGrad _ = NoGrad.enter()) { … }}, as {@code
 * torch.no_grad()}.
 */
public final class NoGrad implements AutoCloseable {
    private static final ThreadLocal<Boolean> ENABLED = ThreadLocal.withInitial(() -> true);

    private final boolean before = ENABLED.get();

    private NoGrad(boolean enabled) {
        ENABLED.set(enabled);
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
        return ENABLED.get();
    }

    /** Back to what it was. */
    @Override
    public void close() {
        ENABLED.set(before);
    }
}
