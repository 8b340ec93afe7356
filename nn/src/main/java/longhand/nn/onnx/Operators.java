package longhand.nn.onnx;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import longhand.tensor.Tensor;

/**
 * All operators that graphs may use, by name. Each follows the definition in the ONNX project's {@code Operators.md}.
 */
final class Operators {
    private static final SortedMap<String, Operator> BY_NAME = new TreeMap<>();

    static {
        ElementwiseOperators.register(BY_NAME);
        ShapeOperators.register(BY_NAME);
        MatrixOperators.register(BY_NAME);
        WindowOperators.register(BY_NAME);
        UsualOperators.register(BY_NAME);
        IndexOperators.register(BY_NAME);
    }

    private Operators() {}

    /** What an operator does. */
    @FunctionalInterface
    interface Operator {
        /** The results, one for each output that the operator has. */
        List<Tensor> apply(OnnxCall call);

        /** An operator with one result. */
        static Operator of(Single single) {
            return call -> List.of(single.apply(call));
        }
    }

    /** What an operator with one result does. */
    @FunctionalInterface
    interface Single {
        Tensor apply(OnnxCall call);
    }

    static Map<String, Operator> all() {
        return BY_NAME;
    }
}
