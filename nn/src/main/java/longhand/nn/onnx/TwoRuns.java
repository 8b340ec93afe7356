package longhand.nn.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import longhand.autograd.Node;
import longhand.autograd.internal.Constants;
import longhand.nn.onnx.Trace.Step;
import longhand.shape.Shape;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Two runs of one network, with other numbers and another size of the batch. What they have in common is the network;
 * where they differ in more than the sizes of the batch, a graph for all inputs does not exist.
 */
final class TwoRuns {
    private static final String RULE = " Rule: the exported graph serves every input and every size of the batch. Fix: ";
    private static final int SHOWN = 5;
    /** Settings of parts that may move with the batch, as its last row does. */
    private static final Set<String> POSITIONS = Set.of("start", "length");

    private final Trace first;
    private final Trace second;
    private final Map<Node, Node> twins = new HashMap<>();

    /** Two nodes that should be the same, and the operation that needs them. */
    private record Pair(Node a, Node b, String user) {}

    /** Compares them; an error names the first difference. */
    TwoRuns(Trace first, Trace second) {
        this.first = first;
        this.second = second;
        List<Pair> open = new ArrayList<>(List.of(new Pair(first.result().node(), second.result().node(), "the result")));
        while (!open.isEmpty()) {
            Pair pair = open.removeLast();
            Node known = twins.putIfAbsent(pair.a, pair.b);
            if (known == null) {
                open.addAll(compare(pair));
            } else if (known != pair.b) {
                throw otherOperations(pair, "a value computed once", "two");
            }
        }
    }

    /** What the other run computed in the place of this node. */
    Node twin(Node node) {
        return twins.get(node);
    }

    BatchShape shape(Node node) {
        return new BatchShape(node.shape(), twin(node).shape());
    }

    /** Compares two nodes and returns their inputs. */
    private List<Pair> compare(Pair pair) {
        Node a = pair.a;
        Node b = pair.b;
        if (a == Node.NONE || a == Constants.UNKNOWN || b == Node.NONE || b == Constants.UNKNOWN) {
            throw new IllegalArgumentException("onnx export: '" + pair.user + "' computes with a tensor that is neither "
                    + "input, parameter nor constant: it was computed under NoGrad, in another thread, or by an operation "
                    + "that does not record its inputs. Rule: the graph leads from the input to the result. Fix: compute it "
                    + "with operations that are recorded.");
        }
        if (a.shape().rank() != b.shape().rank()) {
            throw otherOperations(pair, "shape " + a.shape(), "shape " + b.shape());
        }
        Step step = first.step(a);
        Step other = second.step(b);
        if (step != null && other != null && step.layer() == other.layer()) {
            return List.of(new Pair(step.input(), other.input(), step.layer().getClass().getSimpleName()));
        }
        if (step != null || other != null || a.isLeaf() != b.isLeaf()) {
            throw otherOperations(pair, name(first, a), name(second, b));
        }
        if (a.isLeaf()) {
            requireSameConstant(pair);
            return List.of();
        }
        requireSameOperation(pair);
        List<Pair> inputs = new ArrayList<>();
        for (int i = 0; i < a.inputs().size(); i++) {
            inputs.add(new Pair(a.inputs().get(i).target(), b.inputs().get(i).target(), a.operation()));
        }
        return inputs;
    }

    private static String name(Trace trace, Node node) {
        Step step = trace.step(node);
        return step == null ? "'" + node.operation() + "'" : step.layer().toString();
    }

    private void requireSameOperation(Pair pair) {
        if (!pair.a.operation().equals(pair.b.operation())) {
            throw otherOperations(pair, name(first, pair.a), name(second, pair.b));
        }
        if (pair.a.inputs().size() != pair.b.inputs().size()) {
            throw otherOperations(pair, name(first, pair.a) + " of " + pair.a.inputs().size() + " tensors",
                    name(second, pair.b) + " of " + pair.b.inputs().size());
        }
        Map<String, ?> settings = pair.a.settings();
        for (String setting : settings.keySet()) {
            Object a = settings.get(setting);
            Object b = pair.b.settings().get(setting);
            if (!Objects.deepEquals(a, b) && !POSITIONS.contains(setting)) {
                throw new IllegalArgumentException("onnx export: in '" + pair.a.operation() + "', " + setting + " is "
                        + text(a) + " for one input with a batch of " + BatchShape.FIRST + ", and " + text(b)
                        + " for another with a batch of " + BatchShape.SECOND + "." + RULE
                        + "use numbers that depend neither on size(0) nor on values, or an operation on tensors "
                        + "that finds them itself.");
            }
        }
    }

    private static IllegalArgumentException otherOperations(Pair pair, String a, String b) {
        return new IllegalArgumentException("onnx export: for '" + pair.user + "' the network computes " + a
                + " for one input with a batch of " + BatchShape.FIRST + ", and " + b + " for another with a batch of "
                + BatchShape.SECOND + "." + RULE
                + "do not let Java's if and loops depend on size(0) or on values; where() chooses between tensors.");
    }

    private void requireSameConstant(Pair pair) {
        boolean firstInput = pair.a == first.input().node();
        boolean secondInput = pair.b == second.input().node();
        if (pair.a == pair.b || firstInput && secondInput) {
            return; // a parameter, or the input
        }
        Tensor a = pair.a.leafTensor();
        Tensor b = pair.b.leafTensor();
        boolean same = a.shape().equals(b.shape()) && Arrays.equals(Internals.values(a), Internals.values(b));
        boolean repeated = isUniform(a) && isUniform(b) && value(a) == value(b) && a.rank() > 0;
        if (firstInput != secondInput || !same && !repeated) {
            throw new IllegalArgumentException("onnx export: '" + pair.user + "' computes with a constant that is "
                    + text(a) + " for one input with a batch of " + BatchShape.FIRST + ", and " + text(b)
                    + " for another with a batch of " + BatchShape.SECOND + ". It was made in Java from size(0), from "
                    + "numbers of other tensors or by chance." + RULE + "compute it with operations on tensors (mean(0) "
                    + "instead of dividing by size(0)), or make it of one row, which goes with a batch of any size.");
        }
    }

    /** Whether all elements are the same number, so that there may be as many as the batch needs. */
    static boolean isUniform(Tensor x) {
        float[] values = Internals.values(x);
        for (float value : values) {
            if (Float.floatToIntBits(value) != Float.floatToIntBits(values[0])) {
                return false;
            }
        }
        return values.length > 0;
    }

    private static float value(Tensor x) {
        return Internals.values(x)[0];
    }

    private static String text(Object value) {
        return switch (value) {
            case int[] numbers -> numbers.length <= SHOWN ? Arrays.toString(numbers)
                    : Arrays.toString(Arrays.copyOf(numbers, SHOWN)).replace("]", ", …]");
            case Tensor tensor when tensor.numel() == 1 -> Float.toString(value(tensor));
            case Tensor tensor -> start(tensor.shape(), Internals.values(tensor));
            case null -> "nothing";
            default -> value.toString();
        };
    }

    private static String start(Shape shape, float[] values) {
        String text = Arrays.toString(Arrays.copyOf(values, Math.min(SHOWN, values.length)));
        return (values.length <= SHOWN ? text : text.replace("]", ", …]")) + " of shape " + shape;
    }
}
