package longhand.conformance;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import longhand.io.NdArray;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * Runs reference cases on the backend in use. Operations are looked up by name; other modules add theirs with {@link
 * #define}.
 */
public final class CaseRunner {
    private final Map<String, Check> operations = new HashMap<>();

    /** Computes what a case asks for, and compares. */
    @FunctionalInterface
    public interface Check {
        void run(ReferenceCase tested, Map<String, NdArray> arrays, Comparison comparison);
    }

    /** Computes y from the case's input tensors. */
    @FunctionalInterface
    interface Forward {
        Tensor of(Inputs in);
    }

    /** The inputs of a differentiable case. */
    record Inputs(ReferenceCase tested, Map<String, Tensor> tensors, Map<String, NdArray> arrays) {
        Tensor x() {
            return tensors.get("x");
        }

        Tensor w() {
            return tensors.get("w");
        }

        int[] target() {
            return arrays.get("target").toInts();
        }

        int[] ints(String argument) {
            int[] values = new int[tested.args().get(argument).size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = tested.args().get(argument).get(i).intValue();
            }
            return values;
        }

        int integer(String argument) {
            return tested.args().get(argument).intValue();
        }

        double number(String argument) {
            return tested.args().get(argument).doubleValue();
        }

        boolean flag(String argument) {
            return tested.args().get(argument).booleanValue();
        }
    }

    /** A runner that knows the operations of core. */
    public static CaseRunner ofCore() {
        CaseRunner runner = new CaseRunner();
        TensorCases.defineIn(runner);
        RandomCases.defineIn(runner);
        return runner;
    }

    /** Adds an operation. */
    public CaseRunner define(String op, Check check) {
        operations.put(op, check);
        return this;
    }

    /** Adds a differentiable operation: y is compared, then the gradients from gy. */
    void define(String op, Forward forward) {
        define(op, (tested, arrays, comparison) -> differentiate(forward, tested, arrays, comparison));
    }

    /**
     * Runs one case; an exception counts as a failure unless the case demands one, and so does an unknown operation.
     */
    public Verdict run(ReferenceCase tested) {
        Check operation = operations.get(tested.op());
        if (operation == null) {
            return new Verdict(tested, false, 0, "the operation '" + tested.op() + "' is not known here");
        }
        Map<String, NdArray> arrays = tested.arrays();
        Comparison comparison = new Comparison(tested, arrays);
        try {
            operation.run(tested, arrays, comparison);
            if (tested.mustThrow()) {
                comparison.fail("the inputs were accepted, but must be refused");
            }
        } catch (RuntimeException e) {
            if (!tested.mustThrow()) {
                comparison.fail(e.toString());
            }
        }
        return comparison.verdict();
    }

    private static void differentiate(Forward forward, ReferenceCase tested, Map<String, NdArray> arrays,
            Comparison comparison) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            boolean output = name.equals("y") || name.equals("gy") || name.startsWith("g_");
            if (!output && array.dtype().isFloat()) {
                tensors.put(name, Tensor.of(array.toFloats(), Shape.of(array.shape()))
                        .requiresGrad(arrays.containsKey("g_" + name)));
            }
        });
        Tensor y = forward.of(new Inputs(tested, tensors, arrays));
        comparison.check("y", y);
        if (arrays.containsKey("gy")) {
            y.backward(Tensor.of(arrays.get("gy").toFloats(), y.shape()));
            tensors.forEach((name, tensor) -> {
                if (tensor.requiresGrad()) {
                    comparison.check("g_" + name, tensor.grad());
                }
            });
        }
        for (String name : arrays.keySet()) { // e.g. running_mean_after: what the operation left in an input
            if (name.endsWith("_after")) {
                comparison.check(name, tensors.get(name.substring(0, name.length() - "_after".length())));
            }
        }
    }
}
