package longhand.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import longhand.tensor.Tensor;

/**
 * What the tests know of one operation: a hand-computed value, a function whose gradient is checked, and a call to be
 * refused.
 *
 * <p>Every public operation of {@code longhand.ops} has one; {@link OperationRegistryTest} sees to it.
 */
final class OperationExample {
    final String name;
    final List<Value> values = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    Function<List<Tensor>, Tensor> function = in -> {
        throw new AssertionError("no function to check the gradient of");
    };
    Tensor[] inputs = {};
    boolean differentiable = true;
    boolean twiceDifferentiable;
    boolean anyShape;

    record Value(Supplier<Tensor> computed, float[] expected) {}

    record Refusal(Runnable call, String messageStart) {}

    OperationExample(String name) {
        this.name = name;
    }

    /** A hand-computed result. */
    OperationExample value(Supplier<Tensor> computed, double... expected) {
        float[] floats = new float[expected.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) expected[i];
        }
        values.add(new Value(computed, floats));
        return this;
    }

    /** The function of these inputs has a correct gradient. */
    OperationExample gradient(Function<List<Tensor>, Tensor> f, Tensor... at) {
        this.function = f;
        this.inputs = at;
        return this;
    }

    /** The gradient itself has a correct gradient. */
    OperationExample twice() {
        twiceDifferentiable = true;
        return this;
    }

    /** The result does not depend smoothly on the inputs. */
    OperationExample noGradient() {
        differentiable = false;
        return this;
    }

    /** The call throws a ShapeException or IllegalArgumentException whose message starts so. */
    OperationExample refuses(String messageStart, Runnable call) {
        refusals.add(new Refusal(call, messageStart));
        return this;
    }

    /** A function of one tensor that no shape can break: tested with scalars, empty tensors and ranks up to 4. */
    OperationExample anyShape() {
        anyShape = true;
        return this;
    }
}
