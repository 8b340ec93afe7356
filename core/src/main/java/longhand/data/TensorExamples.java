package longhand.data;

import java.util.Arrays;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/** Examples that lie in two tensors, row by row: {@code torch.utils.data.TensorDataset}. The numbers are copied. */
public final class TensorExamples implements Examples {
    private final float[] inputs;
    private final float[] targets;
    private final Shape inputShape;
    private final Shape targetShape;
    private final int size;

    /**
     * @param inputs [examples, the shape of one]
     * @param targets [examples, the shape of one]; a vector of class labels, or any numbers
     */
    public TensorExamples(Tensor inputs, Tensor targets) {
        Given.required(inputs, "TensorExamples", "the tensor of inputs", "pass one, [examples, …]");
        Given.required(targets, "TensorExamples", "the tensor of targets", "pass one, [examples, …]");
        if (inputs.rank() == 0 || targets.rank() == 0 || inputs.size(0) != targets.size(0)) {
            throw new ShapeException("TensorExamples", "inputs " + inputs.shape() + " and targets " + targets.shape()
                    + " do not go together", "both have an example in each row", "make the first sizes equal");
        }
        this.inputs = inputs.toArray();
        this.targets = targets.toArray();
        this.inputShape = rest(inputs);
        this.targetShape = rest(targets);
        this.size = inputs.size(0);
    }

    private static Shape rest(Tensor x) {
        return Shape.of(Arrays.copyOfRange(x.shape().dims(), 1, x.rank()));
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Shape inputShape() {
        return inputShape;
    }

    @Override
    public Shape targetShape() {
        return targetShape;
    }

    @Override
    public void read(int index, long epochSeed, float[] out, int offset) {
        Given.required(out, "TensorExamples", "the array to fill", "pass one");
        System.arraycopy(inputs, index * inputShape.numel(), out, offset, inputShape.numel());
    }

    @Override
    public void readTarget(int index, float[] out, int offset) {
        Given.required(out, "TensorExamples", "the array to fill", "pass one");
        System.arraycopy(targets, index * targetShape.numel(), out, offset, targetShape.numel());
    }
}
