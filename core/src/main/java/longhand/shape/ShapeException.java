package longhand.shape;

/**
 * An operation was given tensors whose shapes break its rule.
 *
 * <p>The message names the operation, the shapes, the rule with the numbers put in, and a fix: {@code conv2d: input [1,
 * 1, 2, 2] has 1 channels but the weight [3, 2, 5, 5] expects 2. Rule: …. Fix: ….}
 */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * @param operation name of the operation that refuses, as the user calls it
     * @param problem what is wrong, with the shapes
     * @param rule the rule that is broken, with the numbers put in
     * @param fix what the user can do about it
     */
    public ShapeException(String operation, String problem, String rule, String fix) {
        super(operation + ": " + problem + ". Rule: " + rule + ". Fix: " + fix + ".");
    }
}
