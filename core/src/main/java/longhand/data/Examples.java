package longhand.data;

import longhand.names.Given;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * Inputs and what should come out, numbered from 0: anything that a network can learn from. {@link Dataset} is the kind
 * whose inputs are images and whose targets are class labels; {@link TensorExamples} holds numbers in memory.
 *
 * <p>Examples are safe to read from several threads and give the same values for the same arguments, whichever thread
 * asks and in whatever order. That is what makes training repeatable.
 */
public interface Examples {
    /** Number of examples. */
    int size();

    /** Shape of every input. */
    Shape inputShape();

    /** Shape of every target; {@code []} for one number, such as a class label. */
    Shape targetShape();

    /**
     * Writes the input of example {@code index}, row-major, to {@code out[offset]} and on, where zeros are.
     *
     * @param epochSeed where random transforms take their chance from, together with {@code index}: another seed in
     *     every epoch gives other crops and flips, the same seed the same ones. Examples without chance ignore it.
     * @throws IndexOutOfBoundsException if there is no such example, or no room for it in {@code out}
     */
    void read(int index, long epochSeed, float[] out, int offset);

    /** Writes the target of example {@code index}, row-major, to {@code out[offset]} and on, where zeros are. */
    void readTarget(int index, float[] out, int offset);

    /**
     * Example {@code index} as tensors: {@code dataset[index]} in PyTorch. Random transforms draw as with seed 0.
     *
     * @throws IndexOutOfBoundsException if there is no such example
     */
    default Example get(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("Examples.get: there is no example " + index + ". Rule: there are "
                    + size() + ", numbered from 0. Fix: choose one of them.");
        }
        float[] input = new float[inputShape().numel()];
        float[] target = new float[targetShape().numel()];
        read(index, 0, input, 0);
        readTarget(index, target, 0);
        return new Example(Tensor.of(input, inputShape()), Tensor.of(target, targetShape()));
    }

    /**
     * One example.
     *
     * @param input what the network sees
     * @param target what should come out; a class label is a scalar
     */
    record Example(Tensor input, Tensor target) {

        /** Without null. */
        public Example {
            Given.required(input, "Example", "the input", "pass a tensor");
            Given.required(target, "Example", "the target", "pass a tensor");
        }
    }
}
