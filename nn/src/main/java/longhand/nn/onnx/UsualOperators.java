package longhand.nn.onnx;

import java.util.Arrays;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import longhand.nn.onnx.Operators.Operator;
import longhand.ops.LayerNormalization;
import longhand.ops.Selection;
import longhand.tensor.Tensor;

/** Operators beside those of a convolutional network: elementary functions, reductions, parts of tensors. */
final class UsualOperators {
    private static final String AXES = "axes";
    private static final String STARTS = "starts";

    private UsualOperators() {}

    static void register(Map<String, Operator> operators) {
        unary(operators, "Neg", Tensor::neg);
        unary(operators, "Abs", Tensor::abs);
        unary(operators, "Exp", Tensor::exp);
        unary(operators, "Log", Tensor::log);
        unary(operators, "Sqrt", Tensor::sqrt);
        unary(operators, "Reciprocal", Tensor::reciprocal);
        unary(operators, "Sin", Tensor::sin);
        unary(operators, "Cos", Tensor::cos);
        unary(operators, "Floor", Tensor::floor);
        unary(operators, "Ceil", Tensor::ceil);
        unary(operators, "Round", Tensor::round);
        unary(operators, "Sign", Tensor::sign);
        operators.put("Pow", Operator.of(call -> call.integer() ? Integers.power(call)
                : call.input(0).pow(call.input(1))));
        binary(operators, "Equal", Tensor::eq);
        binary(operators, "Greater", Tensor::gt);
        binary(operators, "GreaterOrEqual", Tensor::ge);
        binary(operators, "Less", Tensor::lt);
        binary(operators, "LessOrEqual", Tensor::le);
        operators.put("Max", folded(Tensor::maximum));
        operators.put("Min", folded(Tensor::minimum));
        operators.put("Where", Operator.of(call -> call.input(1).where(call.input(0), call.input(2))));
        operators.put("ReduceSum", Operator.of(call -> reduce(call, call.integer() ? IntegerSums::sum : Tensor::sum)));
        operators.put("ReduceMax", Operator.of(call -> reduce(call, UsualOperators::extreme)));
        operators.put("ReduceMin", Operator.of(call -> reduce(call, (x, dims, keepDim) ->
                extreme(x.neg(), dims, keepDim).neg())));
        operators.put("ReduceMean", Operator.of(UsualOperators::mean));
        operators.put("Squeeze", Operator.of(UsualOperators::squeeze));
        operators.put("Unsqueeze", Operator.of(UsualOperators::unsqueeze));
        operators.put("Slice", Operator.of(UsualOperators::slice));
        operators.put("InstanceNormalization", Operator.of(call -> LayerNormalization.groupNorm(call.input(0),
                call.input(0).size(1), call.input(1), call.input(2), call.node().number("epsilon", 1e-5f))));
    }

    private static void unary(Map<String, Operator> operators, String name, UnaryOperator<Tensor> function) {
        operators.put(name, Operator.of(call -> function.apply(call.input(0))));
    }

    private static void binary(Map<String, Operator> operators, String name, BinaryOperator<Tensor> function) {
        operators.put(name, Operator.of(call -> function.apply(call.input(0), call.input(1))));
    }

    private static Operator folded(BinaryOperator<Tensor> function) {
        return Operator.of(call -> IntStream.range(0, call.inputs().size()).mapToObj(call::input).reduce(function)
                .orElseThrow(() -> call.refuse("it has no inputs")));
    }

    private interface Reduction {
        Tensor of(Tensor x, int[] dims, boolean keepDim);
    }

    /** The largest element, over one dimension after the other. */
    private static Tensor extreme(Tensor x, int[] dims, boolean keepDim) {
        Tensor y = x;
        for (int dim : dims) {
            y = y.max(dim, true);
        }
        return keepDim ? y : withoutOnes(y, dims);
    }

    private static Tensor withoutOnes(Tensor x, int... dims) {
        int[] kept = IntStream.range(0, x.rank()).filter(d -> Arrays.stream(dims)
                .noneMatch(dim -> dim == d || dim + x.rank() == d)).map(x::size).toArray();
        return x.reshape(kept);
    }

    /** Axes were an attribute before opset 13 (ReduceSum) and 18; none are all, unless told to do nothing then. */
    private static Tensor reduce(OnnxCall call, Reduction reduction) {
        Tensor x = call.input(0);
        int[] axes = call.list(1, AXES).orElseGet(() -> new int[0]);
        if (axes.length == 0 && call.node().integer("noop_with_empty_axes", 0) != 0) {
            return x;
        }
        int[] dims = axes.length > 0 ? ascending(call, x.rank(), axes) : IntStream.range(0, x.rank()).toArray();
        return reduction.of(x, dims, call.node().integer("keepdims", 1) != 0);
    }

    private static Tensor mean(OnnxCall call) {
        return reduce(call, call.integer() ? (x, dims, keepDim) -> IntegerSums.mean(call, x, dims, keepDim)
                : Tensor::mean);
    }

    /** The axes counted from 0, in ascending order. */
    private static int[] ascending(OnnxCall call, int rank, int... axes) {
        return Arrays.stream(counted(call, rank, axes)).sorted().toArray();
    }

    /** The axes counted from 0; each is there, and named once. */
    private static int[] counted(OnnxCall call, int rank, int... axes) {
        for (int axis : axes) {
            if (axis < -rank || axis >= rank) {
                throw call.refuse("there is no axis " + axis + ". Rule: " + (rank == 0
                        ? "a single number has none. Fix: reshape it to [1], or leave the axes out"
                        : "axes are " + -rank + " to " + (rank - 1) + " here. Fix: choose one of those"));
            }
        }
        int[] counted = Arrays.stream(axes).map(axis -> axis < 0 ? axis + rank : axis).toArray();
        if (Arrays.stream(counted).distinct().count() != axes.length) {
            throw call.refuse("axes " + Arrays.toString(axes)
                    + " name one twice. Rule: each is named once. Fix: list it once");
        }
        return counted;
    }

    private static Tensor squeeze(OnnxCall call) {
        Tensor x = call.input(0);
        int[] axes = call.list(1, AXES).orElseGet(() -> new int[0]);
        int[] dims = axes.length == 0 ? IntStream.range(0, x.rank()).filter(d -> x.size(d) == 1).toArray()
                : ascending(call, x.rank(), axes);
        Tensor y = x;
        for (int i = dims.length - 1; i >= 0; i--) {
            if (x.size(dims[i]) != 1) {
                throw call.refuse("dimension " + dims[i] + " of shape " + x.shape() + " is not 1");
            }
            y = y.squeeze(dims[i]);
        }
        return y;
    }

    private static Tensor unsqueeze(OnnxCall call) {
        Tensor y = call.input(0);
        int[] axes = call.requiredList(1, AXES);
        int rank = y.rank() + axes.length;
        for (int axis : ascending(call, rank, axes)) {
            y = y.unsqueeze(axis);
        }
        return y;
    }

    /** Starts, ends, axes and steps are inputs from opset 10 on; before, attributes without steps. */
    private static Tensor slice(OnnxCall call) {
        Tensor y = call.input(0);
        int[] starts = bounds(call, 1, STARTS);
        int[] ends = bounds(call, 2, "ends");
        int[] given = call.list(3, AXES).orElseGet(() -> IntStream.range(0, starts.length).toArray());
        int[] steps = call.optional(4).isPresent() ? call.integers(4) : IntStream.generate(() -> 1)
                .limit(starts.length).toArray();
        call.requireSameLength(STARTS, starts, "ends", ends);
        call.requireSameLength(STARTS, starts, AXES, given);
        call.requireSameLength(STARTS, starts, "steps", steps);
        int[] axes = counted(call, y.rank(), given);
        for (int i = 0; i < starts.length; i++) {
            if (steps[i] == 0) {
                throw call.refuse("a step is 0; forwards it is at least 1, backwards at most -1");
            }
            y = slice(y, axes[i], starts[i], ends[i], steps[i]);
        }
        return y;
    }

    private static int[] bounds(OnnxCall call, int input, String attribute) {
        call.requireGiven(input, attribute);
        return call.optional(input).isPresent() ? Integers.bounds(call, input)
                : Arrays.stream(call.node().integers(attribute)).mapToInt(n -> Math.clamp(n,
                        Integer.MIN_VALUE, Integer.MAX_VALUE)).toArray();
    }

    /** Forwards or backwards from the start, which is brought into the dimension, to before the end. */
    private static Tensor slice(Tensor x, int axis, int start, int end, int step) {
        int size = x.size(axis);
        long from = Math.max(0, start < 0 ? (long) start + size : start);
        int to = Math.clamp(end < 0 ? (long) end + size : end, step < 0 ? -1 : 0, size);
        int[] index = step > 0 ? IntStream.iterate((int) Math.min(from, size), i -> i < to, i -> i + step).toArray()
                : IntStream.iterate((int) Math.min(from, size - 1), i -> i > to, i -> i + step).toArray();
        return Selection.indexSelect(x, axis, index);
    }
}
