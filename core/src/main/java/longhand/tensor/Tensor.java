package longhand.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.autograd.Backward;
import longhand.autograd.GradientHook;
import longhand.autograd.NoGrad;
import longhand.autograd.Node;
import longhand.autograd.Registration;
import longhand.autograd.internal.Constants;
import longhand.names.Counted;
import longhand.names.Given;
import longhand.ops.Activations;
import longhand.ops.Arithmetic;
import longhand.ops.Assignment;
import longhand.ops.Comparison;
import longhand.ops.Indexing;
import longhand.ops.Joining;
import longhand.ops.Matmul;
import longhand.ops.Reductions;
import longhand.ops.Selection;
import longhand.ops.ShapeOps;
import longhand.ops.SoftmaxOps;
import longhand.ops.Sorted;
import longhand.ops.Sorting;
import longhand.shape.Shape;
import longhand.shape.ShapeException;

/**
 * An array of float32 numbers with a {@link Shape}, and optionally its place in the graph of computation.
 *
 * <p><b>Memory.</b> Values are always contiguous and row-major. {@code reshape}, {@code view}, {@code flatten}, {@code
 * squeeze}, {@code unsqueeze} and {@code detach} share memory with the tensor they are called on; every other operation
 * returns a copy. Operations never change their inputs, but for those that say so: {@link #set}, {@link #sliceAssign},
 * {@link #indexPut}, {@link #copyFrom}, {@link #fill} and the arithmetic {@code …InPlace}, which gradients see; {@link
 * #data()} gives access to the array. A gradient that needs values which were changed in between is an error, never a
 * wrong number. Large results are used again in loops, see {@link Memory}; a tensor whose memory was given back refuses
 * access.
 *
 * <p><b>Integers.</b> There is one number type, float32, which holds integers up to 2²⁴ exactly. Indices and class
 * labels are {@code int[]}, or tensors with integer values: {@link #argmax} gives such, {@code Tensor.of(int[])} makes
 * them, losses, {@link #gather} and {@code indexSelect} take them, and {@link #toIntArray} gets them out. So accuracy
 * is {@code output.argmax(1).eq(labels).sum().item() / labels.numel()}. A label that is no integer is an error.
 *
 * <p><b>Gradients.</b> After {@code requiresGrad(true)} on the inputs, every result remembers how it was computed
 * ({@link Node}), and {@link #backward()} on a scalar result fills {@link #grad()} of those inputs.
 *
 * <p><b>Threads.</b> Several threads may compute with one tensor, and run backward into one leaf, at the same time:
 * nothing that is added to a gradient is lost, only the last bits of the sum depend on the order. Several threads may
 * run backward through one graph if all of them retain it; otherwise one does, and the others get an error. Who changes
 * a tensor ({@link #data()}, a step of an optimiser, {@link #requiresGrad(boolean)}) sees to it that nobody uses it
 * meanwhile. Scopes of {@link Memory} and {@code NoGrad} are each thread's own.
 *
 * <p><b>NaN, ∞ and 0.</b> Values and gradients there are those of PyTorch 1.13: NaN passes through every operation,
 * also relu, maximum and max-pooling; a NaN in an image reaches the outputs whose window contains it. Differences:
 *
 * <ul>
 *   <li>the sign of a zero is that of PyTorch only where numbers are handed on as they are;
 *   <li>where PyTorch overflows or loses digits on the way to a result that float can hold, ours may be exact
 *       (variance, softplus, gelu, binary cross-entropy);
 *   <li>rows that cross-entropy ignores have a gradient of 0 whatever they hold;
 *   <li>where the padding of a convolution meets an infinite weight or gradient, the result is NaN (0 · ∞) on some
 *       backends and finite on others; in PyTorch too it depends on the sizes.
 * </ul>
 *
 * <p>Methods only forward to {@code longhand.ops}, where each operation has its shape rule, its formula and its
 * gradient side by side.
 */
public final class Tensor {
    private static final String NO_GRADIENT = "%s: this tensor does not require a gradient, so none reaches it. "
            + "Fix: call requiresGrad(true) on an input before computing it, outside NoGrad.";

    private final Shape shape;
    private final Storage storage;
    private Node node = Node.NONE;
    /** The node that it had as a leaf, with its hooks, or null: it is that of the same leaf again. */
    private Node leaf;
    /** The hook that keeps the gradient of this result, or null. */
    private Registration retained;
    private Tensor grad;
    /** Whether nobody but this tensor has the gradient: then its memory may be used again. */
    private boolean ownsGrad;

    /** How many recorded assignments to the storage this tensor knows of. */
    private int assignments;
    /** The tensor outside the graph that this one shows in another shape, or null: a change of this one changes it. */
    private Tensor shownLeaf;

    Tensor(Shape shape, Storage storage) {
        this.shape = shape;
        this.storage = storage;
        this.assignments = storage.assignments();
    }

    // ---- creation
    // -------------------------------------------------------------------------------------------------------------

    /** A tensor on the given numbers, row-major, which it does not copy; no sizes: a vector of all of them. */
    public static Tensor of(float[] values, int... dims) {
        Given.required(values, "Tensor.of", "the array", "pass the numbers");
        Given.required(dims, "Tensor.of", "the array of sizes", "pass them, or none");
        return of(values, dims.length == 0 ? Shape.of(values.length) : Shape.of(dims));
    }

    /** A tensor on the given numbers, row-major, which it does not copy. */
    public static Tensor of(float[] values, Shape shape) {
        Given.required(values, "Tensor.of", "the array", "pass the numbers");
        if (values.length != Given.required(shape, "Tensor.of", "the shape", "pass one").numel()) {
            throw new ShapeException("tensor", Counted.of(values.length, "number") + " cannot fill shape " + shape,
                    "the shape has " + Counted.of(shape.numel(), "element"),
                    "pass that many numbers, or another shape");
        }
        return new Tensor(shape, Storage.shared(values));
    }

    /** A vector. */
    public static Tensor vector(double... values) {
        return TensorArrays.ofNested(values);
    }

    /** A matrix from its rows, e.g. {@code Tensor.of(new float[][] {{0, 1}, {2, 3}})}. */
    public static Tensor of(float[][] rows) {
        return TensorArrays.ofNested(rows);
    }

    /** A rank-3 tensor from nested arrays, outermost dimension first. */
    public static Tensor of(float[][][] values) {
        return TensorArrays.ofNested(values);
    }

    /** A rank-4 tensor from nested arrays, outermost dimension first. */
    public static Tensor of(float[][][][] values) {
        return TensorArrays.ofNested(values);
    }

    /** A matrix from its rows; the numbers are rounded to float. */
    public static Tensor of(double[][] rows) {
        return TensorArrays.ofNested(rows);
    }

    /** A rank-3 tensor from nested arrays, outermost dimension first; the numbers are rounded to float. */
    public static Tensor of(double[][][] values) {
        return TensorArrays.ofNested(values);
    }

    /** A vector, such as class labels; see "Integers" above. */
    public static Tensor of(int[] values) {
        return TensorArrays.ofNested(values);
    }

    /** A matrix from its rows. */
    public static Tensor of(int[][] rows) {
        return TensorArrays.ofNested(rows);
    }

    /** A rank-3 tensor from nested arrays, outermost dimension first. */
    public static Tensor of(int[][][] values) {
        return TensorArrays.ofNested(values);
    }

    /** One number, shape {@code []}. */
    public static Tensor scalar(double value) {
        return Internals.owning(new float[] {(float) value}, Shape.of());
    }

    /** A tensor of zeros. */
    public static Tensor zeros(int... dims) {
        return full(0, dims);
    }

    /** A tensor of ones. */
    public static Tensor ones(int... dims) {
        return full(1, dims);
    }

    /** A tensor filled with one number. */
    public static Tensor full(double value, int... dims) {
        Shape shape = Shape.of(dims);
        float[] values = new float[shape.numel()];
        Arrays.fill(values, (float) value);
        return Internals.owning(values, shape);
    }

    /** The vector 0, 1, …, n − 1. */
    public static Tensor arange(int n) {
        return arange(0, n, 1);
    }

    /** The vector start, start + step, … up to but not including end. */
    public static Tensor arange(double start, double end, double step) {
        if (step == 0 || !((end - start) / step >= 0)) {
            throw new IllegalArgumentException("arange: step " + step + " never leads from " + start + " to " + end
                    + ". Fix: pass a step other than 0 with the sign of end − start.");
        }
        int n = Shape.of((int) Math.min(Integer.MAX_VALUE, Math.ceil((end - start) / step))).numel();
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) (start + i * step);
        }
        return Internals.owning(values, Shape.of(n));
    }

    /** {@code count} numbers at equal distances from start to end, both included. */
    public static Tensor linspace(double start, double end, int count) {
        return TensorArrays.linspace(start, end, count);
    }

    /** [labels, classes]: a row for each label, with 1 at its class and 0 elsewhere. */
    public static Tensor oneHot(int classes, int... labels) {
        return TensorArrays.oneHot(classes, labels);
    }

    /** Zeros with 1 on the diagonal: the n × n identity matrix. */
    public static Tensor eye(int n) {
        float[] values = new float[Shape.of(n, n).numel()];
        for (int i = 0; i < n; i++) {
            values[i * n + i] = 1;
        }
        return Internals.owning(values, Shape.of(n, n));
    }

    /** Uniform random numbers in [0, 1) from the default generator, as {@code torch.rand}. */
    public static Tensor rand(int... dims) {
        return TensorArrays.random(dims, (generator, values) -> generator.uniform(values, values.length, 0, 1));
    }

    /** Standard normal random numbers from the default generator, as {@code torch.randn}. */
    public static Tensor randn(int... dims) {
        return TensorArrays.random(dims, (generator, values) -> generator.normal(values, values.length, 0, 1));
    }

    // ---- looking inside
    // -------------------------------------------------------------------------------------------------------

    /** The sizes of all dimensions. */
    public Shape shape() {
        return shape;
    }

    /** Number of dimensions. */
    public int rank() {
        return shape.rank();
    }

    /** Size of one dimension; negative numbers count from the end. */
    public int size(int dim) {
        return shape.dim(shape.axis("size", dim));
    }

    /** Number of elements. */
    public int numel() {
        return shape.numel();
    }

    /**
     * The live array of values, row-major, for writing. Taking it counts as a change of this tensor: a gradient that
     * needs the values as they were is then refused. To read, use {@link #get}, {@link #item} or {@link #toArray}.
     *
     * <p>A later write to an array that was taken before is noticed too: gradients look at all elements of a tensor
     * whose array somebody has, which costs two readings of its memory for each operation that needs its values.
     */
    public float[] data() {
        Constants.noteRead("data()", this);
        return storage.exposedArray();
    }

    /** A copy of the values, row-major. */
    public float[] toArray() {
        Constants.noteRead("toArray()", this);
        return storage.array().clone();
    }

    /**
     * The values rounded to int, for indices.
     *
     * @throws IllegalArgumentException if one of them is NaN or no int is near it: from 2³¹ on, and below −2³¹
     */
    public int[] toIntArray() {
        Constants.noteRead("toIntArray()", this);
        float[] values = storage.array();
        int[] ints = new int[values.length];
        for (int i = 0; i < ints.length; i++) {
            if (!(values[i] >= Integer.MIN_VALUE && values[i] < 0x1p31f)) { // as a float, MAX_VALUE is 2³¹
                throw new IllegalArgumentException("toIntArray: the tensor " + shape + " holds " + values[i]
                        + ". Rule: numbers that an int can hold. Fix: use toArray(), or clamp() before.");
            }
            ints[i] = Math.round(values[i]);
        }
        return ints;
    }

    /** The number in a tensor of one element. */
    public float item() {
        if (numel() != 1) {
            throw new ShapeException("item", "a tensor of shape " + shape + " is not one number",
                    "it has " + Counted.of(numel(), "element"), "use get(i, j, …) or toArray()");
        }
        Constants.noteRead("item()", this);
        return storage.array()[0];
    }

    /** One element; an index per dimension, negative ones count from the end. */
    public float get(int... index) {
        Constants.noteRead("get()", this);
        return storage.array()[TensorArrays.offset("get", shape, index)];
    }

    /** Prints as PyTorch does, summarised above 1,000 elements. */
    @Override
    public String toString() {
        return TensorPrinter.print(this);
    }

    Storage storage() {
        return storage;
    }

    /** The same values (shared memory) under another shape. */
    Tensor shownAs(Shape other) {
        Tensor view = new Tensor(other, storage);
        boolean isRoot = isLeaf() && (requiresGrad() || shownLeaf == null);
        view.shownLeaf = isRoot ? this : shownLeaf;
        return view;
    }

    /** Whether a change in place would change a leaf that requires a gradient, as part of the graph. */
    boolean showsLeaf() {
        return shownLeaf != null && shownLeaf.requiresGrad()
                && shownLeaf.assignments == assignments; // else it is what was assigned since, and the leaf is lost
    }

    void node(Node producer) {
        node = producer;
    }

    /** A recorded operation has changed the values of this tensor. */
    void assigned(Node producer) {
        requireCurrent();
        assignments = storage.countAssignment();
        moveTo(producer);
    }

    /** Back to an earlier place in the graph. */
    void restore(Node earlier, int earlierAssignments) {
        moveTo(earlier);
        assignments = earlierAssignments;
    }

    /** Another node gives this result; the gradient that is kept is that of the result. */
    private void moveTo(Node other) {
        boolean retains = retained != null;
        if (retains) {
            retained.close();
            retained = null;
        }
        node = other;
        if (retains && !isLeaf()) {
            retainGrad();
        }
    }

    void requireCurrent() {
        if (assignments != storage.assignments()) {
            throw new IllegalStateException("tensor: a tensor of shape " + shape
                    + " shares its memory with another one, "
                    + "to which values with a gradient were assigned since. Rule: only the tensor that was assigned to "
                    + "knows how to differentiate them. Fix: use that tensor, take reshape(), view() or detach() of it "
                    + "after the assignment, or assign to a copy().");
        }
    }

    // ---- autograd
    // -------------------------------------------------------------------------------------------------------------

    /** Whether gradients flow to or through this tensor. */
    public boolean requiresGrad() {
        return node != Node.NONE;
    }

    /**
     * Makes this tensor a leaf whose gradient {@link #backward()} computes, or (false) cuts it off; its hooks stay for
     * when it is one again. Returns this.
     */
    public Tensor requiresGrad(boolean required) {
        if (isLeaf()) {
            if (leaf == null && required) {
                leaf = Node.leaf(this);
            }
            node = required ? leaf : Node.NONE;
        } else if (!required) {
            throw new IllegalStateException("requiresGrad: this tensor is the result of '" + node.operation()
                    + "', so whether it needs a gradient follows from its inputs. Fix: use detach() for a copy outside the graph.");
        }
        return this;
    }

    /** Whether this tensor was made by the user and not by an operation on tensors that require gradients. */
    public boolean isLeaf() {
        return node == Node.NONE || node.isLeaf();
    }

    /** How this tensor was computed; {@link Node#NONE} outside any graph. */
    public Node node() {
        return node;
    }

    /**
     * Computes gradients of this scalar for all leaves it depends on, adding to what their {@link #grad()} holds; frees
     * the graph.
     */
    public void backward() {
        backward(Backward.upstreamOfScalar(this), false, false);
    }

    /** The same for a tensor of any shape, given the gradient of some scalar with respect to it (same shape). */
    public void backward(Tensor upstream) {
        backward(upstream, false, false);
    }

    /**
     * @param retainGraph keep the graph, so that backward can run again
     * @param createGraph make the gradients themselves differentiable (and retain the graph)
     */
    public void backward(Tensor upstream, boolean retainGraph, boolean createGraph) {
        Backward.run(this, upstream, retainGraph, createGraph);
    }

    /**
     * The accumulated gradient; an error if there is none ({@link #hasGrad()} tells). It stays as it is: a later
     * backward pass makes a new one.
     */
    public synchronized Tensor grad() {
        ownsGrad = false;
        return requiredGrad();
    }

    /** The same for those who do not keep it. */
    Tensor requiredGrad() {
        if (grad == null) {
            throw new IllegalStateException("grad: this tensor has no gradient" + whyNoGrad());
        }
        return grad;
    }

    private String whyNoGrad() {
        if (!requiresGrad()) {
            return " because it does not require one. Fix: call requiresGrad(true) before computing with it.";
        }
        if (!isLeaf()) {
            return ": it is the result of '" + node.operation() + "'. Rule: only leaves keep their gradients. Fix: ask "
                    + "the tensors on which requiresGrad(true) was called, or call retainGrad() on this one before "
                    + "backward().";
        }
        String rule = " Rule: gradients come through operations on tensors; get(), item(), toArray() and data() lead out "
                + "of the graph, as do NoGrad and detach(). Fix: ";
        return node.isUsed()
                ? ": no backward() has reached it, or it was forgotten since." + rule
                        + "call backward() on a result computed from it."
                : ": no operation that is recorded has used it." + rule + "compute with the tensor itself (stack() "
                        + "instead of writing to data()), then call backward() on the result.";
    }

    /** Whether a gradient has been accumulated, so that {@link #grad()} has one to return. */
    public boolean hasGrad() {
        return grad != null;
    }

    /**
     * Keeps the gradient of this result too: the next backward passes add it to {@link #grad()}, as they do for leaves
     * (which need no such call). After a change in place it is the gradient of the changed result. To be called before
     * {@link #backward()}. Returns this.
     */
    public Tensor retainGrad() {
        if (!isLeaf() && retained == null) {
            retained = registerHook(gradient -> {
                setGrad(hasGrad() ? Memory.keep(requiredGrad().add(gradient)) : gradient);
                return gradient;
            });
        } else if (!requiresGrad()) {
            throw new IllegalStateException(NO_GRADIENT.formatted("retainGrad"));
        }
        return this;
    }

    /**
     * Has the hook shown the gradient with respect to this tensor in every backward pass, and goes on with what it
     * returns. The gradients of a graph that is freed are shown once.
     */
    public Registration registerHook(GradientHook hook) {
        Given.required(hook, "registerHook", "the hook", "pass gradient -> gradient");
        if (!requiresGrad()) {
            throw new IllegalStateException(NO_GRADIENT.formatted("registerHook"));
        }
        return node.registerHook(hook);
    }

    /** Forgets the gradient, so that the next backward starts from nothing. */
    public synchronized void zeroGrad() {
        if (ownsGrad) {
            grad.storage.release("by zeroGrad()");
        }
        grad = null;
        ownsGrad = false;
    }

    /** Replaces the gradient. */
    public synchronized void setGrad(Tensor gradient) {
        Given.required(gradient, "setGrad", "the gradient", "use zeroGrad() to forget one");
        if (!gradient.shape.equals(shape)) {
            throw new ShapeException("grad",
                    "a gradient of shape " + gradient.shape + " does not belong to a tensor of shape " + shape,
                    "both shapes are equal", "reshape the gradient");
        }
        keepGrad(gradient, false);
    }

    Tensor gradOrNull() {
        return grad;
    }

    boolean ownsGrad() {
        return ownsGrad;
    }

    void keepGrad(Tensor gradient, boolean own) {
        grad = gradient;
        ownsGrad = own;
    }

    /** The same values (shared memory) outside the graph. */
    public Tensor detach() {
        Tensor same = new Tensor(shape, storage);
        return requiresGrad() ? Internals.withoutGradient("detach", Map.of(), same, this) : same;
    }

    // ---- operations: see longhand.ops for rules, formulas and gradients
    // ----------------------------------------------------------

    /** this + other, element by element; shapes broadcast. */
    public Tensor add(Tensor other) {
        return Arithmetic.add(this, other);
    }

    /** Adds the number to each element. */
    public Tensor add(double number) {
        return add(scalar(number));
    }

    /** this − other, element by element; shapes broadcast. */
    public Tensor sub(Tensor other) {
        return Arithmetic.sub(this, other);
    }

    /** Subtracts the number from each element. */
    public Tensor sub(double number) {
        return sub(scalar(number));
    }

    /** this · other, element by element (not a matrix product); shapes broadcast. */
    public Tensor mul(Tensor other) {
        return Arithmetic.mul(this, other);
    }

    /** Multiplies each element by the number. */
    public Tensor mul(double number) {
        return mul(scalar(number));
    }

    /** this / other, element by element; shapes broadcast. Division by 0 gives ±∞ or NaN. */
    public Tensor div(Tensor other) {
        return Arithmetic.div(this, other);
    }

    /** Divides each element by the number. */
    public Tensor div(double number) {
        return div(scalar(number));
    }

    /** Each element to the power of the other's; shapes broadcast. */
    public Tensor pow(Tensor exponent) {
        return Arithmetic.pow(this, exponent);
    }

    /** Each element to the power of the exponent; derivative exponent · x^(exponent − 1). */
    public Tensor pow(double exponent) {
        return Arithmetic.pow(this, exponent);
    }

    /** −x, element by element. */
    public Tensor neg() {
        return Arithmetic.neg(this);
    }

    /** |x|, element by element; the gradient at 0 is 0. */
    public Tensor abs() {
        return Arithmetic.abs(this);
    }

    /** x², element by element; derivative 2x. */
    public Tensor square() {
        return Arithmetic.square(this);
    }

    /** √x, element by element; NaN below 0. */
    public Tensor sqrt() {
        return Arithmetic.sqrt(this);
    }

    /** 1 / x, element by element. */
    public Tensor reciprocal() {
        return Arithmetic.reciprocal(this);
    }

    /** eˣ, element by element. */
    public Tensor exp() {
        return Arithmetic.exp(this);
    }

    /** The natural logarithm, element by element; −∞ at 0, NaN below. */
    public Tensor log() {
        return Arithmetic.log(this);
    }

    /** sin x, element by element; x in radians. */
    public Tensor sin() {
        return Arithmetic.sin(this);
    }

    /** cos x, element by element; x in radians. */
    public Tensor cos() {
        return Arithmetic.cos(this);
    }

    /** The largest integer that is not larger, element by element; gradient 0. */
    public Tensor floor() {
        return Arithmetic.floor(this);
    }

    /** The smallest integer that is not smaller, element by element; gradient 0. */
    public Tensor ceil() {
        return Arithmetic.ceil(this);
    }

    /** The nearest integer, element by element; halves go to the even one. Gradient 0. */
    public Tensor round() {
        return Arithmetic.round(this);
    }

    /** −1, 0 or 1, element by element; gradient 0. */
    public Tensor sign() {
        return Arithmetic.sign(this);
    }

    /** 1 where both elements are equal, else 0; shapes broadcast. No gradient. */
    public Tensor eq(Tensor other) {
        return Comparison.eq(this, other);
    }

    /** 1 where the elements differ, else 0; shapes broadcast. No gradient. */
    public Tensor ne(Tensor other) {
        return Comparison.ne(this, TensorArrays.other("ne", other));
    }

    /** 1 where the elements equal the number, else 0. No gradient. */
    public Tensor eq(double number) {
        return eq(scalar(number));
    }

    /** 1 where the elements differ from the number, else 0. No gradient. */
    public Tensor ne(double number) {
        return ne(scalar(number));
    }

    /** 1 where the elements are at least the number, else 0. No gradient. */
    public Tensor ge(double number) {
        return ge(scalar(number));
    }

    /** 1 where the elements are at most the number, else 0. No gradient. */
    public Tensor le(double number) {
        return le(scalar(number));
    }

    /** 1 where the elements are larger than the number, else 0. No gradient. */
    public Tensor gt(double number) {
        return gt(scalar(number));
    }

    /** 1 where the elements are smaller than the number, else 0. No gradient. */
    public Tensor lt(double number) {
        return lt(scalar(number));
    }

    /** Whether both have the same shape and equal elements; NaN equals nothing. PyTorch: {@code torch.equal}. */
    public boolean equalTo(Tensor other) {
        return shape.equals(other.shape) && TensorArrays.allClose(this, other, 0, 0);
    }

    /** Whether both agree up to 1e-5 of the other's elements plus 1e-8; shapes broadcast. */
    public boolean allClose(Tensor other) {
        return allClose(other, 1e-5, 1e-8);
    }

    /** Whether |this − other| ≤ atol + rtol · |other| for all elements; shapes broadcast. NaN is close to nothing. */
    public boolean allClose(Tensor other, double rtol, double atol) {
        return TensorArrays.allClose(this, other, rtol, atol);
    }

    /** 1 where this &gt; other, else 0; shapes broadcast. No gradient. */
    public Tensor gt(Tensor other) {
        return Comparison.gt(this, other);
    }

    /** 1 where this ≥ other, else 0; shapes broadcast. No gradient. */
    public Tensor ge(Tensor other) {
        return Comparison.ge(this, other);
    }

    /** 1 where this &lt; other, else 0; shapes broadcast. No gradient. */
    public Tensor lt(Tensor other) {
        return Comparison.gt(TensorArrays.other("lt", other), this);
    }

    /** 1 where this ≤ other, else 0; shapes broadcast. No gradient. */
    public Tensor le(Tensor other) {
        return Comparison.ge(TensorArrays.other("le", other), this);
    }

    /** The larger of both elements; shapes broadcast. NaN wins; equal elements share the gradient. */
    public Tensor maximum(Tensor other) {
        return Comparison.maximum(this, other);
    }

    /** The smaller of both elements; shapes broadcast. NaN wins; equal elements share the gradient. */
    public Tensor minimum(Tensor other) {
        return Comparison.minimum(this, other);
    }

    /** Each element, but at least min and at most max; no gradient where it was outside. */
    public Tensor clamp(double min, double max) {
        return Comparison.clamp(this, min, max);
    }

    /** This where {@code condition} is not 0, else {@code other}. */
    public Tensor where(Tensor condition, Tensor other) {
        return Comparison.where(condition, this, other);
    }

    /** max(x, 0), element by element; the gradient at 0 is 0. */
    public Tensor relu() {
        return Activations.relu(this);
    }

    /** x where x &gt; 0, else slope · x. */
    public Tensor leakyRelu(double slope) {
        return Activations.leakyRelu(this, slope);
    }

    /** 1 / (1 + e⁻ˣ), element by element. */
    public Tensor sigmoid() {
        return Activations.sigmoid(this);
    }

    /** The hyperbolic tangent, element by element. */
    public Tensor tanh() {
        return Activations.tanh(this);
    }

    /** x · Φ(x) with the normal distribution function Φ, element by element. */
    public Tensor gelu() {
        return Activations.gelu(this);
    }

    /** x · sigmoid(x), element by element. */
    public Tensor silu() {
        return Activations.silu(this);
    }

    /** log(1 + eˣ), element by element. */
    public Tensor softplus() {
        return Activations.softplus(this);
    }

    /** The sum of all elements, a scalar. */
    public Tensor sum() {
        return Reductions.sum(this, allDims(), false);
    }

    /** Sums over these dimensions, which disappear; negative ones count from the end. */
    public Tensor sum(int... dims) {
        return Reductions.sum(this, dims, false);
    }

    /** Sums over these dimensions, which disappear or (keepDim) stay with size 1. */
    public Tensor sum(int[] dims, boolean keepDim) {
        return Reductions.sum(this, dims, keepDim);
    }

    /** Sums over one dimension, which disappears or (keepDim) stays with size 1. */
    public Tensor sum(int dim, boolean keepDim) {
        return sum(new int[] {dim}, keepDim);
    }

    /** The mean of all elements, a scalar; NaN if there are none. */
    public Tensor mean() {
        return Reductions.mean(this, allDims(), false);
    }

    /** The mean over these dimensions, which disappear; negative ones count from the end. */
    public Tensor mean(int... dims) {
        return Reductions.mean(this, dims, false);
    }

    /** The mean over these dimensions, which disappear or (keepDim) stay with size 1. */
    public Tensor mean(int[] dims, boolean keepDim) {
        return Reductions.mean(this, dims, keepDim);
    }

    /** The mean over one dimension, which disappears or (keepDim) stays with size 1. */
    public Tensor mean(int dim, boolean keepDim) {
        return mean(new int[] {dim}, keepDim);
    }

    /** Variance over one dimension, which disappears, with n − 1. */
    public Tensor var(int dim) {
        return var(dim, true, false);
    }

    /** Variance over one dimension; {@code unbiased} divides by n − 1. */
    public Tensor var(int dim, boolean unbiased, boolean keepDim) {
        return Reductions.var(this, dim, unbiased, keepDim);
    }

    /** Variance of all elements, with n − 1: a scalar. */
    public Tensor var() {
        return flatten(0).var(0, true, false);
    }

    /** Standard deviation of all elements, with n − 1: a scalar. */
    public Tensor std() {
        return flatten(0).std(0, true, false);
    }

    /** Standard deviation over one dimension, which disappears, with n − 1. */
    public Tensor std(int dim) {
        return std(dim, true, false);
    }

    /** Standard deviation over one dimension; {@code unbiased} divides by n − 1. */
    public Tensor std(int dim, boolean unbiased, boolean keepDim) {
        return Reductions.std(this, dim, unbiased, keepDim);
    }

    /** The Euclidean norm of all elements, √Σx²: a scalar. */
    public Tensor norm() {
        return Reductions.norm(this, allDims(), false);
    }

    /** The Euclidean norm over these dimensions, which disappear or (keepDim) stay with size 1. */
    public Tensor norm(int[] dims, boolean keepDim) {
        return Reductions.norm(this, dims, keepDim);
    }

    /** Sums of the elements up to each place along a dimension. */
    public Tensor cumsum(int dim) {
        return Reductions.cumsum(this, dim);
    }

    /** The largest element, a scalar; equal ones share the gradient. NaN wins. An error without elements. */
    public Tensor max() {
        return Reductions.max(this);
    }

    /** The largest element along a dimension, which disappears. NaN wins. */
    public Tensor max(int dim) {
        return max(dim, false);
    }

    /** The smallest element along a dimension, which disappears. NaN wins. */
    public Tensor min(int dim) {
        return min(dim, false);
    }

    /** The largest element along a dimension, which disappears or (keepDim) stays with size 1. NaN wins. */
    public Tensor max(int dim, boolean keepDim) {
        return Reductions.max(this, dim, keepDim);
    }

    /** The smallest element, a scalar; equal ones share the gradient. NaN wins. An error without elements. */
    public Tensor min() {
        return Reductions.min(this);
    }

    /** The smallest element along a dimension, which disappears or (keepDim) stays with size 1. NaN wins. */
    public Tensor min(int dim, boolean keepDim) {
        return Reductions.min(this, dim, keepDim);
    }

    /** Index of the largest element along a dimension, the first of equals, as float. */
    public Tensor argmax(int dim, boolean keepDim) {
        return Reductions.argmax(this, dim, keepDim);
    }

    /** Index of the largest element along a dimension, which disappears: the first of equals, as float. */
    public Tensor argmax(int dim) {
        return argmax(dim, false);
    }

    /** Row-major position of the largest of all elements, the first of equals, as float. */
    public Tensor argmax() {
        return flatten(0).argmax(0, false);
    }

    /** Index of the smallest element along a dimension, the first of equals, as float. */
    public Tensor argmin(int dim, boolean keepDim) {
        return Reductions.argmin(this, dim, keepDim);
    }

    /** Index of the smallest element along a dimension, which disappears. */
    public Tensor argmin(int dim) {
        return argmin(dim, false);
    }

    /** The elements of each row along a dimension in order, and where they were; equal ones stay in their order. */
    public Sorted sort(int dim, boolean descending) {
        return Sorting.sort(this, dim, descending);
    }

    /** The k largest elements along a dimension, the largest first, and where they were. */
    public Sorted topk(int k, int dim) {
        return Sorting.topk(this, k, dim, true);
    }

    /** eˣ divided by its sum along a dimension: positive numbers that add up to 1 there. */
    public Tensor softmax(int dim) {
        return SoftmaxOps.softmax(this, dim);
    }

    /** The logarithm of {@link #softmax}, exact also where softmax is 0. */
    public Tensor logSoftmax(int dim) {
        return SoftmaxOps.logSoftmax(this, dim);
    }

    /**
     * The matrix product, as {@code torch.matmul}: vectors are rows or columns, leading dimensions are a batch and
     * broadcast.
     */
    public Tensor matmul(Tensor other) {
        return Matmul.matmul(this, other);
    }

    /** New shape, same elements in the same order, shared memory; one size may be −1 and is worked out. */
    public Tensor reshape(int... dims) {
        return ShapeOps.reshape(this, dims);
    }

    /** The same as {@link #reshape}: every tensor is contiguous, so a view always exists. */
    public Tensor view(int... dims) {
        return ShapeOps.reshape(this, dims);
    }

    /** A vector of all elements. */
    public Tensor flatten() {
        return flatten(0);
    }

    /** All dimensions from {@code startDim} on become one. */
    public Tensor flatten(int startDim) {
        return ShapeOps.flatten(this, startDim);
    }

    /** The dimensions in another order: dimension i of the result is dimension dims[i] of this. */
    public Tensor permute(int... dims) {
        return ShapeOps.permute(this, dims);
    }

    /** Swaps two dimensions. */
    public Tensor transpose(int dim0, int dim1) {
        return ShapeOps.transpose(this, dim0, dim1);
    }

    /** The transposed matrix. */
    public Tensor t() {
        return transpose(-2, -1);
    }

    /** Removes all dimensions of size 1. */
    public Tensor squeeze() {
        return reshape(Arrays.stream(shape.dims()).filter(size -> size != 1).toArray());
    }

    /** Removes a dimension of size 1 (leaves others as they are). */
    public Tensor squeeze(int dim) {
        return ShapeOps.squeeze(this, dim);
    }

    /** Inserts a dimension of size 1 at {@code dim}. */
    public Tensor unsqueeze(int dim) {
        return ShapeOps.unsqueeze(this, dim);
    }

    /** Repeats dimensions of size 1 (a copy); −1 leaves a size as it is. */
    public Tensor expand(int... dims) {
        return ShapeOps.expand(this, dims);
    }

    /** Elements start … start + length − 1 of one dimension. */
    public Tensor narrow(int dim, int start, int length) {
        return Selection.narrow(this, dim, start, length);
    }

    /** Elements start … end − 1 of one dimension; negative positions count from the end. */
    public Tensor slice(int dim, int start, int end) {
        return Selection.slice(this, dim, start, end);
    }

    /** One element of a dimension, which disappears. */
    public Tensor select(int dim, int index) {
        return Selection.select(this, dim, index);
    }

    /** The slices at these positions of a dimension, given as integers in a vector or as a single one. */
    public Tensor indexSelect(int dim, Tensor index) {
        return Selection.indexSelect(this, dim, index);
    }

    /** The slices at these positions of a dimension, in this order; a position may come more than once. */
    public Tensor indexSelect(int dim, int... index) {
        return Selection.indexSelect(this, dim, index);
    }

    /** One element of each row: y[i, j] = this[i, index[i, j]] for {@code dim} = 1. */
    public Tensor gather(int dim, Tensor index) {
        return Indexing.gather(this, dim, index);
    }

    /** A copy with y[i, index[i, j]] = source[i, j] for {@code dim} = 1. */
    public Tensor scatter(int dim, Tensor index, Tensor source) {
        return Indexing.scatter(this, dim, index, source);
    }

    /** A copy to which source[i, j] is added at [i, index[i, j]], for {@code dim} = 1. */
    public Tensor scatterAdd(int dim, Tensor index, Tensor source) {
        return Indexing.scatterAdd(this, dim, index, source);
    }

    /** The elements where the mask is not 0, as a vector. */
    public Tensor maskedSelect(Tensor mask) {
        return Indexing.maskedSelect(this, mask);
    }

    /** A copy with this value where the mask is not 0. */
    public Tensor maskedFill(Tensor mask, double value) {
        return Indexing.maskedFill(this, mask, value);
    }

    /** The elements in reverse order along these dimensions. */
    public Tensor flip(int... dims) {
        return Selection.flip(this, dims);
    }

    /** Zeros around the last two dimensions. */
    public Tensor pad(int left, int right, int top, int bottom) {
        return Selection.pad2d(this, left, right, top, bottom);
    }

    /** Pieces of {@code size} along a dimension; the last may be shorter. */
    public List<Tensor> split(int size, int dim) {
        return Joining.split(this, size, dim);
    }

    /** Joins tensors along a dimension they have; all other sizes are equal. */
    public static Tensor cat(int dim, Tensor... tensors) {
        return Joining.cat(dim, TensorArrays.list("cat", tensors));
    }

    /** Joins tensors along a dimension they have, such as the pieces of {@link #split}. */
    public static Tensor cat(int dim, List<Tensor> tensors) {
        return Joining.cat(dim, tensors);
    }

    /** Joins tensors of one shape along a new dimension. */
    public static Tensor stack(int dim, List<Tensor> tensors) {
        return Joining.stack(dim, tensors);
    }

    /** Joins tensors of one shape along a new dimension. */
    public static Tensor stack(int dim, Tensor... tensors) {
        return Joining.stack(dim, TensorArrays.list("stack", tensors));
    }

    // ---- changes in place: see Assignment; all return this
    // ------------------------------------------------------------------------------

    /** {@code Y[i, j] = value}: one element, or with fewer indices than dimensions a part. Recorded. Returns this. */
    public Tensor set(Tensor value, int... index) {
        return Assignment.set(this, value, index);
    }

    /** {@code Y[i, j] = number}: one element, or with fewer indices than dimensions a part. Returns this. */
    public Tensor set(double number, int... index) {
        return set(scalar(number), index);
    }

    /** {@code X[:, start:end] = value} for {@code dim} = 1; the value broadcasts. Recorded. Returns this. */
    public Tensor sliceAssign(int dim, int start, int end, Tensor value) {
        return Assignment.sliceAssign(this, dim, start, end, value);
    }

    /** {@code X[:, start:end] = number} for {@code dim} = 1. Returns this. */
    public Tensor sliceAssign(int dim, int start, int end, double number) {
        return sliceAssign(dim, start, end, scalar(number));
    }

    /** {@code X[rows, columns] = value}: as many elements or parts as each list has indices. Recorded. Returns this. */
    public Tensor indexPut(Tensor value, int[]... indices) {
        return Assignment.indexPut(this, value, indices);
    }

    /** All elements become those of value, which broadcasts: {@code x.copy_(value)}. Recorded. Returns this. */
    public Tensor copyFrom(Tensor value) {
        return Assignment.copyFrom(this, value);
    }

    /** All elements become this number: {@code x.fill_(number)}. Returns this. */
    public Tensor fill(double number) {
        return Assignment.fill(this, number);
    }

    /** {@code this += other}; other broadcasts. Recorded. Returns this. */
    public Tensor addInPlace(Tensor other) {
        return Assignment.become("add", this, add(operand("addInPlace", other)));
    }

    /** {@code this -= other}; other broadcasts. Recorded. Returns this. */
    public Tensor subInPlace(Tensor other) {
        return Assignment.become("sub", this, sub(operand("subInPlace", other)));
    }

    /** {@code this *= other}; other broadcasts. Recorded. Returns this. */
    public Tensor mulInPlace(Tensor other) {
        Tensor y = operand("mulInPlace", other);
        return Assignment.become("mul", this, toBeReadBy(y).mul(y));
    }

    /** {@code this /= other}; other broadcasts. Recorded. Returns this. */
    public Tensor divInPlace(Tensor other) {
        Tensor y = operand("divInPlace", other);
        return Assignment.become("div", this, toBeReadBy(y).div(y));
    }

    /** The other tensor, if it broadcasts with this one. */
    private Tensor operand(String operation, Tensor other) {
        Tensor given = TensorArrays.other(operation, other);
        Shape.broadcast(operation, shape, given.shape()); // says what does not fit, in the name of this operation
        return given;
    }

    /** This, before a product or quotient in place: a copy if the gradient of that factor is going to read it. */
    private Tensor toBeReadBy(Tensor factor) {
        return NoGrad.gradEnabled() && factor.requiresGrad() && storage != factor.storage ? copy() : this;
    }

    /** A copy with memory of its own, in the graph. */
    public Tensor copy() {
        return ShapeOps.copy(this);
    }

    /** The gradient if there is one. */
    public synchronized Optional<Tensor> gradIfAny() {
        ownsGrad = false;
        return Optional.ofNullable(grad);
    }

    private int[] allDims() {
        return java.util.stream.IntStream.range(0, rank()).toArray();
    }
}
