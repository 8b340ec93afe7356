package longhand.autograd.internal;

import longhand.names.Given;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/** What a hook made of a gradient: an error that names the hook unless it can be a gradient. */
public final class HookResult {
    private static final String FIX = "return the gradient itself, or one of its shape";

    private HookResult() {}

    /** Who a hook is, for errors: its class, or that in which the lambda stands. */
    public static String nameOf(Object hook) {
        String name = hook.getClass().getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? "the hook " + name : "the hook (a lambda in " + name.substring(0, lambda) + ")";
    }

    /**
     * What a hook returned, if that can be a gradient.
     *
     * @param operation with which it was registered: "registerHook"
     * @param who the hook, and the tensor that it belongs to
     * @param shape the shape of that tensor
     */
    public static Tensor required(Tensor returned, String operation, String who, Shape shape) {
        Given.required(returned, operation, "the gradient that " + who + " returned", FIX);
        if (!returned.shape().equals(shape)) {
            throw new ShapeException(operation, who + " returned shape " + returned.shape() + " instead of " + shape,
                    "a gradient has the shape of its tensor", FIX);
        }
        return returned;
    }
}
