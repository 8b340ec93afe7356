package longhand.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * A tensor that training changes. PyTorch: {@code nn.Parameter}.
 *
 * <p>The parameter of a layer whose input size is not known yet has no tensor until the first forward pass
 * ({@code nn.UninitializedParameter}).
 */
public final class Parameter {
    /** A size that the first forward pass will tell. */
    static final int OPEN = 0;

    private Tensor tensor;
    /** The sizes as far as they are known from the beginning; empty for a parameter that began with its tensor. */
    private final int[] openDims;
    private boolean trained = true;

    private Parameter(Tensor tensor, int... openDims) {
        this.tensor = tensor;
        this.openDims = openDims;
    }

    /**
     * A parameter on this tensor, which from now on requires a gradient.
     *
     * @throws IllegalArgumentException if the tensor is a result that has gradients: they go to its inputs, so that
     *     training would not change it
     */
    public static Parameter of(Tensor tensor) {
        Given.required(tensor, "Parameter.of", "the tensor", "pass the initial numbers");
        if (!tensor.isLeaf()) {
            throw new IllegalArgumentException("Parameter.of: the tensor of shape " + tensor.shape()
                    + " is the result of '" + tensor.node().operation() + "', whose gradient goes on to its inputs. Rule: a "
                    + "parameter is a leaf. Fix: pass detach() of it.");
        }
        return new Parameter(tensor.requiresGrad(true));
    }

    /** Parameters on these tensors, for an optimiser without layers. */
    public static List<Parameter> all(Tensor... tensors) {
        return Stream.of(Given.required(tensors, "Parameter.all", "the array of tensors", "pass the initial numbers")).map(Parameter::of).toList();
    }

    /** A parameter without numbers yet: {@link #OPEN} is each size that the first forward pass will tell. */
    static Parameter unknown(int... dims) {
        return new Parameter(null, dims);
    }

    /** Whether a parameter without numbers may get those of this shape. */
    boolean mayBecome(Shape shape) {
        return shape.rank() == openDims.length && IntStream.range(0, openDims.length)
                .allMatch(i -> openDims[i] == OPEN ? shape.dim(i) > 0 : shape.dim(i) == openDims[i]);
    }

    /** The sizes that are known of a parameter without numbers: {@code [10, ?]}. */
    String openShape() {
        return Arrays.stream(openDims).mapToObj(size -> size == OPEN ? "?" : Integer.toString(size))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Whether the shape is known and the numbers are there. */
    public boolean isInitialized() {
        return tensor != null;
    }

    /** The numbers, as a leaf of the graph. */
    public Tensor tensor() {
        if (tensor == null) {
            throw new IllegalStateException("parameter: its shape is not known before the first forward pass. "
                    + "Fix: call forward() once, or give the layer its number of inputs.");
        }
        return tensor;
    }

    /** Gives a parameter of unknown shape its tensor. */
    void initialize(Tensor known) {
        tensor = known.requiresGrad(trained);
    }

    /** Whether backward passes compute its gradient, also where its shape is not known yet. */
    void requiresGrad(boolean on) {
        trained = on;
        if (tensor != null) {
            tensor.requiresGrad(on);
        }
    }

    /** Whether it requires a gradient as soon as it has a shape. */
    boolean isTrained() {
        return trained;
    }

    /** For those who bring a parameter back as it was. */
    void trained(boolean on) {
        trained = on;
    }

    /** Back to the time before its shape was known. */
    void forget() {
        tensor = null;
    }

    /** The sizes of its tensor. */
    public Shape shape() {
        return tensor().shape();
    }

    /** Number of elements. */
    public int numel() {
        return tensor().numel();
    }

    /** The live array, for writing; see {@link Tensor#data}. */
    public float[] data() {
        return tensor().data();
    }

    /** Whether the backward pass has reached this parameter since the last {@link #zeroGrad}. */
    public boolean hasGrad() {
        return tensor != null && tensor.hasGrad();
    }

    /** The accumulated gradient; see {@link Tensor#grad}. */
    public Tensor grad() {
        return tensor().grad();
    }

    /** Forgets the gradient. */
    public void zeroGrad() {
        if (tensor != null) {
            tensor.zeroGrad();
        }
    }

    /** Prints as in PyTorch: a line that says what it is, then the tensor. */
    @Override
    public String toString() {
        return tensor == null ? "<UninitializedParameter>" : "Parameter containing:\n" + tensor;
    }
}
