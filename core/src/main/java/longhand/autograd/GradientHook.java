package longhand.autograd;

import longhand.names.Given;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/** Is shown the gradient of a tensor on its way through a backward pass: {@link Tensor#registerHook}. */
@FunctionalInterface
public interface GradientHook {
    /** What a hook should do. */
    String FIX = "return the gradient itself, or one of its shape";

    /**
     * @param gradient with respect to the tensor, complete, as a copy that may be kept and changed
     * @return the gradient to go on with: the same, or another one of the same shape, never null
     */
    Tensor of(Tensor gradient);

    /** Who a hook is, for errors: its class, or that in which the lambda stands. */
    static String nameOf(Object hook) {
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
    static Tensor required(Tensor returned, String operation, String who, Shape shape) {
        Given.required(returned, operation, "the gradient that " + who + " returned", FIX);
        if (!returned.shape().equals(shape)) {
            throw new ShapeException(operation, who + " returned shape " + returned.shape() + " instead of " + shape,
                    "a gradient has the shape of its tensor", FIX);
        }
        return returned;
    }
}
