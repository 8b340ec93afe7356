package longhand.explain.exercise;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.explain.AdamSettings;
import longhand.explain.Explain;
import longhand.explain.LayerSpec;
import longhand.explain.PaperBatchNorm;
import longhand.explain.PaperPooling;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.check.AdamProblem;
import longhand.explain.check.BatchNormProblem;
import longhand.explain.check.ConvolutionProblem;
import longhand.explain.check.LayersProblem;
import longhand.explain.check.LayersProblem.Quantity;
import longhand.explain.check.LinearProblem;
import longhand.explain.check.PoolingProblem;
import longhand.explain.check.Problem;
import longhand.explain.check.SgdProblem;
import longhand.explain.check.SoftmaxProblem;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** The sizes of exercises, and numbers small enough for paper. */
final class ExerciseDraws {
    private static final String[] GRADIENTS = {ViewNames.FORWARD, ViewNames.INPUT_GRADIENT, ViewNames.WEIGHT_GRADIENT,
            ViewNames.BIAS_GRADIENT};

    private ExerciseDraws() {}

    /** Draws a problem that asks for a view. */
    @FunctionalInterface
    interface Draw {
        Problem of(Random random, String view);
    }

    /** An operation with the views that can be asked for, and a draw for each level. */
    record Operation(String name, List<String> views, List<Draw> draws) {}

    private static Operation operation(String name, List<String> views, Draw... levels) {
        return new Operation(name, views, List.of(levels));
    }

    static List<Operation> operations() {
        List<String> noBias = List.of(GRADIENTS).subList(0, 3);
        List<String> input = List.of(GRADIENTS).subList(0, 2);
        List<String> layers = List.of(ViewNames.FORWARD, ViewNames.LAYERS);
        return List.of(
                operation("corr2d", noBias,
                        (r, v) -> conv(r, v, 1, 1, new int[] {3, 3}, false, Window2d.square(2)),
                        (r, v) -> conv(r, v, 1, 1, new int[] {4, 4}, false, Window2d.square(2)),
                        (r, v) -> conv(r, v, 1, 1, new int[] {5, 4}, false, Window2d.of(3, 2))),
                operation("conv2d", List.of(GRADIENTS),
                        (r, v) -> conv(r, v, 1, 1, new int[] {3, 3}, false, Window2d.square(2).padding(1)),
                        (r, v) -> conv(r, v, 1, 1, new int[] {5, 5}, true, Window2d.square(3).padding(1).stride(2)),
                        (r, v) -> conv(r, v, 1, 2, new int[] {3, 3}, true, Window2d.square(2)),
                        (r, v) -> conv(r, v, 2, 2, new int[] {3, 3}, true, Window2d.square(2)),
                        (r, v) -> conv(r, v, 1, 1, new int[] {6, 6}, true,
                                Window2d.square(2).padding(1).stride(2).dilation(2)),
                        (r, v) -> conv(r, v, 4, 4, 2, new int[] {3, 3}, true, Window2d.square(2))),
                operation("conv1x1", noBias, (r, v) -> pointwise(r, v, 1, 2, 2), (r, v) -> pointwise(r, v, 2, 3, 2)),
                operation("maxpool", input,
                        (r, v) -> pool(r, v, true, 1, new int[] {4, 4}, Window2d.square(2).stride(2)),
                        (r, v) -> pool(r, v, true, 1, new int[] {4, 5}, Window2d.square(2)),
                        (r, v) -> pool(r, v, true, 1, new int[] {5, 5}, Window2d.square(3).stride(2).padding(1)),
                        (r, v) -> pool(r, v, true, 2, new int[] {5, 5}, Window2d.square(3).padding(1).stride(2))),
                operation("avgpool", input,
                        (r, v) -> pool(r, v, false, 1, new int[] {4, 4}, Window2d.square(2).stride(2)),
                        (r, v) -> pool(r, v, false, 1, new int[] {3, 4}, Window2d.square(2)),
                        (r, v) -> pool(r, v, false, 1, new int[] {4, 4}, Window2d.square(2).stride(2).padding(1)),
                        (r, v) -> pool(r, v, false, 2, new int[] {4, 4}, Window2d.square(2).stride(2).padding(1))),
                operation("linear", List.of(GRADIENTS), (r, v) -> linear(r, v, 2, 3, 2),
                (r, v) -> linear(r, v, 3, 4, 3)),
                operation("softmax", List.of(ViewNames.FORWARD, ViewNames.LOSS, ViewNames.INPUT_GRADIENT),
                        (r, v) -> softmax(r, v, 1, 3), (r, v) -> softmax(r, v, 2, 3), (r, v) -> softmax(r, v, 3, 4)),
                operation("sgd", List.of(ViewNames.FORWARD, ViewNames.VELOCITY),
                        (r, v) -> sgd(r, v, v.equals(ViewNames.VELOCITY) ? 0.5 : 0, 0), (r, v) -> sgd(r, v, 0.9, 0),
                        (r, v) -> sgd(r, v, 0.9, 0.01)),
                operation("adam", List.of(ViewNames.FORWARD, ViewNames.FIRST_MOMENT, ViewNames.SECOND_MOMENT),
                        (r, v) -> adam(r, v, 1, 0, false), (r, v) -> adam(r, v, 2 + r.nextInt(3), 0, false),
                        (r, v) -> adam(r, v, 2 + r.nextInt(3), 0.1, false)),
                operation("adamw", List.of(ViewNames.FORWARD), (r, v) -> adam(r, v, 1, 0.1, true),
                        (r, v) -> adam(r, v, 2 + r.nextInt(3), 0.1, true)),
                operation("batchnorm",
                        Stream.concat(Stream.of(GRADIENTS), Stream.of(ViewNames.RUNNING_MEAN,
                                ViewNames.RUNNING_VARIANCE)).toList(),
                        (r, v) -> batchNorm(r, v, true, 4, 2), (r, v) -> batchNorm(r, v, true, 2, 2, 2, 2)),
                operation("batchnorm-eval", List.of(GRADIENTS), (r, v) -> batchNorm(r, v, false, 3, 2),
                        (r, v) -> batchNorm(r, v, false, 2, 2, 2)),
                operation("output-size", layers, (r, v) -> layers(r, v, Quantity.OUTPUT_SIZE, 1, false),
                        (r, v) -> layers(r, v, Quantity.OUTPUT_SIZE, 3, false),
                        (r, v) -> layers(r, v, Quantity.OUTPUT_SIZE, 3, true)),
                operation("parameters", layers, (r, v) -> layers(r, v, Quantity.PARAMETERS, 1, false),
                        (r, v) -> layers(r, v, Quantity.PARAMETERS, 3, false)),
                operation("receptive-field", layers, (r, v) -> layers(r, v, Quantity.RECEPTIVE_FIELD, 3, false),
                        (r, v) -> layers(r, v, Quantity.RECEPTIVE_FIELD, 4, false),
                        (r, v) -> layers(r, v, Quantity.RECEPTIVE_FIELD, 4, true)));
    }

    private static Problem conv(Random r, String view, int outputs, int channels, int[] size, boolean bias,
            Window2d window) {
        return conv(r, view, outputs, channels, 1, size, bias, window);
    }

    private static Problem conv(Random r, String view, int outputs, int channels, int groups, int[] size, boolean bias,
            Window2d window) {
        int kh = window.kernel().h();
        int kw = window.kernel().w();
        Values x = whole(r, 0, 9, planes(channels, size[0], size[1]));
        Values w = whole(r, -2, 3, outputs > 1 ? new int[] {outputs, channels / groups, kh, kw}
                : planes(channels, kh, kw));
        Values b = bias || view.equals(ViewNames.BIAS_GRADIENT) ? whole(r, 1, 5, outputs) : Explain.NONE;
        Size2d out = window.output("exercise", new Size2d(size[0], size[1]));
        return ConvolutionProblem.of(x, w, b, window, groups, upstream(r, view, outputs, out.h(), out.w()), view);
    }

    /** A single plane is a matrix. */
    private static int[] planes(int count, int rows, int columns) {
        return count > 1 ? new int[] {count, rows, columns} : new int[] {rows, columns};
    }

    private static Problem pointwise(Random r, String view, int outputs, int channels, int side) {
        return ConvolutionProblem.pointwise(whole(r, 0, 9, channels, side, side + 1),
                whole(r, -3, 4, outputs, channels, 1, 1), upstream(r, view, outputs, side, side + 1), view);
    }

    /** What arrives at the output, where a gradient is asked for. */
    private static Values upstream(Random r, String view, int channels, int rows, int columns) {
        return ViewNames.isGradient(view) ? whole(r, -3, 4, planes(channels, rows, columns)) : Explain.NONE;
    }

    private static Problem pool(Random r, String view, boolean max, int channels, int[] size, Window2d window) {
        boolean padded = window.padding().h() > 0 && max;
        int least = padded ? -9 : 0; // only where all of a window is negative does a padding of 0 make a difference
        int most = padded ? 2 : 9;
        Values x = whole(r, least, most, planes(channels, size[0], size[1]));
        Size2d out = window.output("exercise", new Size2d(size[0], size[1]));
        return PoolingProblem.of(PaperPooling.of(x, window, max, true), upstream(r, view, channels, out.h(), out.w()),
                view);
    }

    private static Problem linear(Random r, String view, int samples, int in, int out) {
        return LinearProblem.of(whole(r, 0, 9, samples, in), whole(r, -3, 4, out, in), whole(r, 1, 5, out),
                upstream(r, view, 1, samples, out), view);
    }

    private static Problem softmax(Random r, String view, int samples, int classes) {
        List<Integer> labels = IntStream.range(0, samples).mapToObj(n -> r.nextInt(classes)).toList();
        return SoftmaxProblem.of(whole(r, -2, 3, samples, classes), view.equals(ViewNames.FORWARD) ? List.of()
                : labels, view);
    }

    private static Problem sgd(Random r, String view, double momentum, double decay) {
        double[] rates = {0.1, 0.2, 0.5};
        return SgdProblem.of(whole(r, -9, 9, 2, 3), whole(r, -9, 9, 2, 3),
                momentum == 0 ? Explain.NONE : whole(r, -5, 5, 2, 3), rates[r.nextInt(rates.length)], momentum, decay,
                view);
    }

    /** An ε that shows, and statistics that differ. */
    private static Problem batchNorm(Random r, String view, boolean training, int... dims) {
        return BatchNormProblem.of(PaperBatchNorm.of(whole(r, -9, 9, dims), whole(r, 2, 4, 2), whole(r, -3, 3, 2),
                whole(r, -2, 2, 2), whole(r, 1, 9, 2), 0.25, 0.5, training),
                ViewNames.isGradient(view) ? whole(r, -4, 4, dims) : Explain.NONE, view);
    }

    /** Betas and ε far from 1 and 0, so that each of them shows in two decimals. */
    private static Problem adam(Random r, String view, int step, double decay, boolean decoupled) {
        AdamSettings settings = new AdamSettings(0.5, 0.8, 0.6, 0.1, decay, decoupled, step);
        boolean begun = step > 1 || !view.equals(ViewNames.FORWARD);
        return AdamProblem.of(whole(r, -9, 9, 2, 2), whole(r, -5, 5, 2, 2),
                begun ? whole(r, -4, 4, 2, 2) : Explain.NONE, begun ? whole(r, 1, 9, 2, 2) : Explain.NONE, settings,
                view);
    }

    /** @param uneven whether rows and columns differ, and windows are dilated */
    private static Problem layers(Random r, String view, Quantity quantity, int count, boolean uneven) {
        StringBuilder text = new StringBuilder();
        int channels = 1 + r.nextInt(3);
        for (int i = 0; i < count; i++) {
            boolean pool = i % 2 == 1;
            int outputs = 2 + r.nextInt(7);
            text.append(i == 0 ? "" : "; ").append(pool ? "pool" : "conv " + channels + "->" + outputs);
            text.append(" k").append(pool ? "2" : pair(r, 3, 3, uneven)).append(" s")
                    .append(pool ? "2" : pair(r, 1, 2, uneven));
            text.append(pool ? "" : " p" + pair(r, 0, 2, uneven) + (uneven ? " d2" : ""));
            channels = pool ? channels : outputs;
        }
        int side = (uneven ? 120 : 28) + 4 * r.nextInt(10);
        return LayersProblem.of(quantity, new Size2d(side, uneven ? side + 5 : side),
                LayerSpec.parse(text.toString()), view);
    }

    private static String pair(Random r, int least, int range, boolean uneven) {
        int h = least + r.nextInt(range);
        return uneven ? h + "x" + (least + r.nextInt(range)) : String.valueOf(h);
    }

    private static Values whole(Random r, int least, int most, int... dims) {
        double[] data = new double[Arrays.stream(dims).reduce(1, Math::multiplyExact)];
        Arrays.setAll(data, i -> least + r.nextInt(most - least + 1));
        return Values.of(data, dims);
    }
}
