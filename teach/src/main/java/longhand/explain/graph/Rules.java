package longhand.explain.graph;

import java.util.Map;

/** The local rules of the chain rule, in words and signs: what an operation hands back to each of its inputs. */
final class Rules {
    private static final String SUMMED = " (summed over what was broadcast)";
    private static final Map<String, String[]> BY_OPERATION = Map.ofEntries(
            Map.entry("add", new String[] {"g" + SUMMED, "g" + SUMMED}),
            Map.entry("sub", new String[] {"g" + SUMMED, "−g" + SUMMED}),
            Map.entry("mul", new String[] {"g · (second input)" + SUMMED, "g · (first input)" + SUMMED}),
            Map.entry("div", new String[] {"g / (second input)" + SUMMED, "−g · first / second²" + SUMMED}),
            Map.entry("matmul", new String[] {"g · Bᵀ", "Aᵀ · g"}),
            Map.entry("neg", new String[] {"−g"}),
            Map.entry("square", new String[] {"g · 2x"}),
            Map.entry("sqrt", new String[] {"g / (2·√x)"}),
            Map.entry("reciprocal", new String[] {"−g / x²"}),
            Map.entry("exp", new String[] {"g · eˣ"}),
            Map.entry("log", new String[] {"g / x"}),
            Map.entry("abs", new String[] {"g · sign(x)"}),
            Map.entry("relu", new String[] {"g where the input is positive, else 0"}),
            Map.entry("sigmoid", new String[] {"g · y · (1 − y)"}),
            Map.entry("tanh", new String[] {"g · (1 − y²)"}),
            Map.entry("softmax", new String[] {"y · (g − Σ g·y)"}),
            Map.entry("logSoftmax", new String[] {"g − softmax(x) · Σ g"}),
            Map.entry("sum", new String[] {"g, copied to every element that was summed"}),
            Map.entry("mean", new String[] {"g / n, copied to each of the n elements"}),
            Map.entry("reshape", new String[] {"g in the input's shape"}),
            Map.entry("permute", new String[] {"g with its axes in the old order"}),
            Map.entry("expand", new String[] {"g, summed over the copies"}),
            Map.entry("pick", new String[] {"g at the elements that were picked, 0 elsewhere"}),
            Map.entry("maxPool2d", new String[] {"g, to the largest element of each window"}),
            Map.entry("avgPool2d", new String[] {"g divided by the size of the window, to each of its elements"}),
            Map.entry("conv2d", new String[] {"g convolved with the turned kernels", "input correlated with g",
                "g, summed for each output channel"}));

    private Rules() {}

    /** What input number {@code input} receives, where g is the gradient of the result. */
    static String of(String operation, int input) {
        String[] rules = BY_OPERATION.getOrDefault(operation, new String[0]);
        return input < rules.length ? rules[input] : "g, carried through " + operation;
    }
}
