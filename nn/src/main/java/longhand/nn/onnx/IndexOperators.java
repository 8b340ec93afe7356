package longhand.nn.onnx;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import longhand.nn.onnx.Operators.Operator;
import longhand.ops.Indexing;
import longhand.ops.Reductions;
import longhand.ops.Selection;
import longhand.ops.Sorted;
import longhand.ops.Sorting;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** Operators that choose elements, or tell where they are and how many. */
final class IndexOperators {
    private static final String NONE = "none";

    private IndexOperators() {}

    static void register(Map<String, Operator> operators) {
        operators.put("Shape", Operator.of(IndexOperators::shape));
        operators.put("Gather", Operator.of(IndexOperators::gather));
        operators.put("GatherElements", Operator.of(call -> call.input(0).gather(call.dimension(0),
                fromTheStart(call.input(1), call.input(0).size(call.dimension(0))))));
        operators.put("ScatterElements", Operator.of(IndexOperators::scatterElements));
        operators.put("ScatterND", Operator.of(IndexOperators::scatterNd));
        operators.put("Expand", Operator.of(IndexOperators::expand));
        operators.put("Pad", Operator.of(IndexOperators::pad));
        operators.put("CumSum", Operator.of(IndexOperators::cumSum));
        operators.put("TopK", IndexOperators::topK);
        operators.put("ArgMax", Operator.of(IndexOperators::argMax));
    }

    /** The sizes from {@code start} on to before {@code end}. */
    private static Tensor shape(OnnxCall call) {
        int[] dims = call.input(0).shape().dims();
        int rank = dims.length;
        long start = call.node().integer("start", 0);
        long end = call.node().integer("end", rank);
        int from = Math.clamp(start < 0 ? start + rank : start, 0, rank);
        int to = Math.clamp(end < 0 ? end + rank : end, from, rank);
        return Tensor.of(Arrays.copyOfRange(dims, from, to));
    }

    /** Positions count from the end if they are negative. */
    private static Tensor fromTheStart(Tensor index, int size) {
        return index.detach().lt(0).mul(size).add(index);
    }

    /** Parts along one dimension, which the dimensions of the indices replace. */
    private static Tensor gather(OnnxCall call) {
        Tensor x = call.input(0);
        int axis = call.dimension(0);
        Tensor index = call.input(1);
        Tensor parts = Selection.indexSelect(x, axis, fromTheStart(index, x.size(axis)).flatten(0));
        int[] dims = IntStream.concat(IntStream.concat(Arrays.stream(x.shape().dims(), 0, axis),
                Arrays.stream(index.shape().dims())), Arrays.stream(x.shape().dims(), axis + 1, x.rank())).toArray();
        return parts.reshape(dims);
    }

    private static Tensor scatterElements(OnnxCall call) {
        int axis = call.dimension(0);
        Tensor x = call.input(0);
        Tensor index = fromTheStart(call.input(1), x.size(axis));
        return switch (call.node().text("reduction", NONE)) {
            case NONE -> Indexing.scatter(x, axis, index, call.input(2));
            case "add" -> call.integer() ? x.add(Integers.requireExact(call.node().label(),
                    Indexing.scatterAdd(Tensor.zeros(x.shape().dims()), axis, index, call.input(2))))
                    : Indexing.scatterAdd(x, axis, index, call.input(2));
            default -> throw call.refuse("only the reductions 'none' and 'add' are supported");
        };
    }

    /** The last dimension of the indices holds positions in the first dimensions of the input. */
    private static Tensor scatterNd(OnnxCall call) {
        Tensor x = call.input(0);
        Tensor index = call.input(1);
        int depth = index.rank() == 0 ? 0 : index.size(-1);
        if (depth == 0 || depth > x.rank() || !call.node().text("reduction", NONE).equals(NONE)) {
            throw call.refuse("only reduction 'none', with 1 to " + x.rank() + " positions for each part, is supported");
        }
        int count = index.numel() / depth;
        int[] places = call.elements(1);
        int[][] lists = new int[depth][count];
        for (int i = 0; i < places.length; i++) {
            lists[i % depth][i / depth] = places[i];
        }
        int[] part = Arrays.copyOfRange(x.shape().dims(), depth - 1, x.rank());
        part[0] = count;
        Tensor parts = call.input(2);
        Shape expected = Shape.of(IntStream.concat(Arrays.stream(index.shape().dims(), 0, index.rank() - 1),
                Arrays.stream(part).skip(1)).toArray());
        if (!parts.shape().equals(expected)) {
            throw call.refuse("the updates have shape " + parts.shape() + ". Rule: for indices " + index.shape() + " and data "
                    + x.shape() + " they have the shape " + expected + ". Fix: reshape or permute them");
        }
        return x.copy().indexPut(parts.reshape(part), lists);
    }

    /** Both broadcast: a size of 1 in the given shape keeps that of the input. */
    private static Tensor expand(OnnxCall call) {
        Tensor x = call.input(0);
        return x.expand(Shape.broadcast(call.node().label(), x.shape(), Shape.of(call.integers(1))).dims());
    }

    /** One number around, as often as pads says: before each dimension, then after each. */
    private static Tensor pad(OnnxCall call) {
        Tensor x = call.input(0);
        int[] pads = call.requiredList(1, "pads");
        if (!call.node().text("mode", "constant").equals("constant") || pads.length != 2 * x.rank()
                || call.inputs().size() > 3 || Arrays.stream(pads).anyMatch(pad -> pad < 0)) {
            throw call.refuse("only mode 'constant', with pads of 0 or more for all dimensions, is supported");
        }
        float value = call.optional(2).isPresent() ? call.single(2).item() : call.node().number("value", 0);
        Tensor y = x;
        Tensor inside = Tensor.ones(x.shape().dims());
        for (int d = 0; d < x.rank(); d++) {
            y = Selection.pad(y, d, pads[d], pads[d + x.rank()]);
            inside = Selection.pad(inside, d, pads[d], pads[d + x.rank()]);
        }
        return value == 0 ? y : y.where(inside, Tensor.scalar(value));
    }

    private static Tensor cumSum(OnnxCall call) {
        if (call.node().integer("exclusive", 0) != 0 || call.node().integer("reverse", 0) != 0) {
            throw call.refuse("only sums from the first element on, each included, are supported");
        }
        return call.input(0).cumsum(call.singleInteger(1));
    }

    /** Values and positions, in order along one dimension. */
    private static List<Tensor> topK(OnnxCall call) {
        Tensor x = call.input(0);
        call.requireGiven(1, "k");
        int k = call.optional(1).isPresent() ? call.singleInteger(1) : call.integer("k", 0);
        int axis = call.dimension(-1);
        Sorted top = Sorting.topk(x, k, axis, call.node().integer("largest", 1) != 0);
        return List.of(top.values(), top.indices());
    }

    private static Tensor argMax(OnnxCall call) {
        if (call.node().integer("select_last_index", 0) != 0) {
            throw call.refuse("only the first of equal elements is supported");
        }
        return Reductions.argmax(call.input(0), call.dimension(0), call.node().integer("keepdims", 1) != 0);
    }
}
