package longhand.explain;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import longhand.shape.Window2d;

/** The worked examples of the course notes (S4), as explanations. */
final class WorkedExamples {
    private static final Values X = matrix(0, 3, 3);
    private static final Values K = Values.of(new double[][] {{0, 1}, {2, 3}});
    private static final Values X_TWO_CHANNELS = Values.of(concat(range(0, 9), range(1, 9)), 2, 3, 3);
    private static final Values K_TWO_CHANNELS = Values.of(concat(range(0, 4), range(1, 4)), 2, 2, 2);
    private static final Values SIXTEEN = matrix(0, 4, 4);

    private WorkedExamples() {}

    static Map<String, Explanation> all() {
        Map<String, Explanation> all = new LinkedHashMap<>();
        all.put("corr2d", Explain.corr2d(X, K));
        all.put("corr2d-multi-in", Explain.conv2d(X_TWO_CHANNELS, K_TWO_CHANNELS, Window2d.square(2)));
        all.put("corr2d-multi-in-out", Explain.conv2d(X_TWO_CHANNELS, kernels(), Window2d.square(2)));
        all.put("conv1x1", Explain.conv1x1(Values.of(range(0, 27), 3, 3, 3), Values.of(range(-2, 6), 2, 3, 1, 1)));
        all.put("conv2d-everything", Explain.conv2d(SIXTEEN, Values.of(range(-1, 4), 1, 1, 2, 2), Values.vector(0.5),
                Window2d.square(2).stride(2, 1).padding(1, 0).dilation(2, 1), Values.of(range(1, 6), 1, 2, 3)));
        all.put("pool-max-2", Explain.maxPool2d(X, Window2d.square(2), Explain.NONE));
        all.put("pool-avg-2", Explain.avgPool2d(X, Window2d.square(2), true, Explain.NONE));
        all.put("pool-max-3", Explain.maxPool2d(SIXTEEN, Window2d.square(3).stride(3), Explain.NONE));
        all.put("pool-max-3-p1-s2", Explain.maxPool2d(SIXTEEN, Window2d.square(3).padding(1).stride(2), Explain.NONE));
        all.put("pool-max-2x4-p1x2-s2x3",
                Explain.maxPool2d(SIXTEEN, Window2d.of(2, 4).padding(1, 2).stride(2, 3), Explain.NONE));
        all.put("pool-max-channels", Explain.maxPool2d(Values.of(concat(range(0, 16), range(1, 16)), 1, 2, 4, 4),
                Window2d.square(3).padding(1).stride(2), Explain.NONE));
        all.put("linear", Explain.linear(matrix(0, 2, 3), matrix(-2, 2, 3), Values.vector(1, -1), Explain.NONE));
        all.put("softmax-cross-entropy",
                Explain.softmaxCrossEntropy(Values.of(new double[][] {{1, 2, 3}, {0, 0, 0}}), 2, 0));
        all.put("edge-kernel-step", edgeKernelStep());
        all.put("sgd-momentum", Explain.sgdStep(Values.vector(1, -2), Values.vector(0.5, 0), Values.vector(0.1, 0.2),
                0.1, 0.9, 0.01));
        return all;
    }

    /**
     * The first step towards the edge kernel, S4 §1.3: from zero weights, squared error summed over all cells, learning
     * rate 0.01.
     */
    private static Explanation edgeKernelStep() {
        Explanation guess = edgeGuess();
        return Explain.sgdStep(Values.of(new double[][] {{0, 0}}), guess.view("weight-gradient").target().values(),
                0.01);
    }

    /** The convolution with zero weights, given the gradient of the squared error. */
    static Explanation edgeGuess() {
        double[] image = new double[48];
        Arrays.setAll(image, i -> i % 8 >= 2 && i % 8 < 6 ? 0 : 1);
        Values x = Values.of(image, 6, 8);
        double[] y = Explain.corr2d(x, Values.of(new double[][] {{1, -1}})).result().toArray();
        double[] upstream = Arrays.stream(y).map(v -> 2 * (0 - v)).toArray();
        return Explain.conv2d(x, Values.of(new double[][] {{0, 0}}), Explain.NONE, Window2d.of(1, 2),
                Values.of(upstream, 6, 7));
    }

    /** The four output sizes of S4 §2.1. */
    static String outputSizes() {
        Values x = matrix(0, 8, 8);
        Window2d[] windows = {Window2d.square(3).padding(1), Window2d.of(5, 3).padding(2, 1),
                Window2d.square(3).padding(1).stride(2),
            Window2d.of(3, 5).padding(0, 1).stride(3, 4)};
        return Arrays.stream(windows).map(w -> Explain.conv2d(x, Values.filled(1, w.kernel().h(), w.kernel().w()),
                w).facts().getFirst())
                .collect(Collectors.joining("\n")) + "\n";
    }

    private static Values kernels() {
        double[] k = K_TWO_CHANNELS.toArray();
        double[] all = new double[3 * k.length];
        Arrays.setAll(all, i -> k[i % k.length] + i / k.length);
        return Values.of(all, 3, 2, 2, 2);
    }

    private static Values matrix(int from, int rows, int columns) {
        return Values.of(range(from, rows * columns), rows, columns);
    }

    private static double[] range(int from, int n) {
        double[] numbers = new double[n];
        Arrays.setAll(numbers, i -> from + i);
        return numbers;
    }

    private static double[] concat(double[] a, double[] b) {
        double[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
