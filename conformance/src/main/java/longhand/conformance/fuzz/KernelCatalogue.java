package longhand.conformance.fuzz;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import longhand.backend.Backend;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;
import longhand.backend.Epilogue;
import longhand.backend.Operand;
import longhand.backend.TernaryOp;
import longhand.backend.UnaryOp;
import longhand.shape.AdaptivePool2dShape;
import longhand.shape.ChannelShape;
import longhand.shape.Conv2dShape;
import longhand.shape.MatmulShape;
import longhand.shape.Pool2dShape;
import longhand.shape.Size2d;

/** Makes random problems for every kernel of {@link Backend}, found by the kernel's name. */
final class KernelCatalogue {
    private final Backend reference;
    private final Map<String, Maker> makers = new TreeMap<>();

    /** Makes a problem. */
    @FunctionalInterface
    interface Maker {
        KernelProblem draw(Draw draw);
    }

    KernelCatalogue(Backend reference) {
        this.reference = reference;
        makers.put("conv2d", this::conv2d);
        makers.put("conv2dInputGradient", this::conv2dInputGradient);
        makers.put("conv2dWeightGradient", this::conv2dWeightGradient);
        makers.put("matmul", this::matmul);
        makers.put("symmetricMatmul", this::symmetricMatmul);
        makers.put("maxPool2d", this::maxPool2d);
        makers.put("maxPool2dValues", this::maxPool2dValues);
        makers.put("maxPool2dGradient", this::maxPool2dGradient);
        makers.put("adaptiveMaxPool2d", this::adaptiveMaxPool2d);
        makers.put("adaptiveMaxPool2dGradient", this::adaptiveMaxPool2dGradient);
        makers.put("avgPool2d", this::avgPool2d);
        makers.put("avgPool2dGradient", this::avgPool2dGradient);
        makers.put("unary", this::unary);
        makers.put("binary", this::binary);
        makers.put("ternary", this::ternary);
        CopyProblems copies = new CopyProblems(reference);
        makers.put("copy", copies::copy);
        makers.put("indexSelect", copies::indexSelect);
        makers.put("indexAdd", copies::indexAdd);
        makers.put("indexPut", copies::indexPut);
        makers.put("sparseProduct", copies::sparseProduct);
        GatherProblems gathers = new GatherProblems(reference);
        makers.put("nonzero", gathers::nonzero);
        makers.put("take", gathers::take);
        makers.put("takeGradient", gathers::takeGradient);
        makers.put("gather", gathers::gather);
        makers.put("scatterAdd", gathers::scatterAdd);
        makers.put("scatter", gathers::scatter);
        makers.put("scatterGradient", gathers::scatterGradient);
        makers.put("order", gathers::order);
        makers.put("max", this::max);
        makers.put("softmaxGradient", this::softmaxGradient);
        makers.put("sum", this::sum);
        makers.put("cumsum", this::cumsum);
        makers.put("argmax", this::argmax);
        makers.put("softmax", this::softmax);
        makers.put("channelMoments", this::channelMoments);
        makers.put("channelSums", this::channelSums);
        makers.put("channelAffine", this::channelAffine);
        makers.put("channelCombination", this::channelCombination);
        LayerNormProblems layerNorms = new LayerNormProblems(reference);
        makers.put("layerNorm", layerNorms::forward);
        makers.put("layerNormGradient", layerNorms::gradient);
        makers.put("layerNormWeightGradient", layerNorms::weightGradient);
    }

    /** The makers of problems by the names of the kernels. */
    Map<String, Maker> makers() {
        return makers;
    }

    private KernelProblem problem(String description, KernelProblem.Kernel kernel, float[]... inputs) {
        return new KernelProblem(reference, description, kernel, inputs);
    }

    private KernelProblem drawn(Draw draw, String sizes, KernelProblem.Kernel kernel, int... lengths) {
        return KernelProblem.drawn(reference, draw, sizes, kernel, lengths);
    }

    private KernelProblem conv2d(Draw draw) {
        Conv2dShape s = Geometry.conv2d(draw);
        Numbers numbers = Numbers.draw(draw);
        boolean relu = draw.coin();
        float[] bias = draw.coin() ? draw.numbers(numbers, s.outChannels()) : new float[0];
        String end = (bias.length > 0 ? ", bias" : "") + (relu ? ", relu" : "");
        return problem(s + end + ", " + numbers, (backend, in, out) ->
                backend.conv2d(in[0], in[1], new Epilogue(in[2], relu), out.floats(s.outputLength()), s),
                draw.array(numbers, s.inputLength()), draw.array(numbers, s.weightLength()), bias);
    }

    private KernelProblem conv2dInputGradient(Draw draw) {
        Conv2dShape s = Geometry.conv2d(draw);
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.conv2dInputGradient(in[0], in[1], out.floats(s.inputLength()), s),
                s.outputLength(), s.weightLength());
    }

    private KernelProblem conv2dWeightGradient(Draw draw) {
        Conv2dShape s = Geometry.conv2d(draw);
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.conv2dWeightGradient(in[0], in[1], out.floats(s.weightLength()), s),
                s.inputLength(), s.outputLength());
    }

    private KernelProblem matmul(Draw draw) {
        MatmulShape s = Geometry.matmul(draw);
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.matmul(in[0], in[1], out.floats(s.batch() * s.m() * s.n()), s),
                s.batch() * s.m() * s.k(), s.batch() * s.k() * s.n());
    }

    /** X·Xᵀ or Xᵀ·X. */
    private KernelProblem symmetricMatmul(Draw draw) {
        MatmulShape drawn = Geometry.matmul(draw);
        int n = drawn.m();
        MatmulShape s = MatmulShape.single(n, drawn.k(), n, drawn.transposeA(), !drawn.transposeA());
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.symmetricMatmul(in[0], in[0], out.floats(n * n), s), n * drawn.k());
    }

    private KernelProblem maxPool2d(Draw draw) {
        Pool2dShape s = Geometry.pool2d(draw, true);
        int n = s.outputLength();
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.maxPool2d(in[0], out.floats(n), out.ints(n), s),
                s.inputLength());
    }

    private KernelProblem maxPool2dValues(Draw draw) {
        Pool2dShape s = Geometry.pool2d(draw, true);
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.maxPool2dValues(in[0], out.floats(s.outputLength()), s), s.inputLength());
    }

    private KernelProblem maxPool2dGradient(Draw draw) {
        Pool2dShape s = Geometry.pool2d(draw, true);
        Numbers numbers = Numbers.draw(draw);
        int[] argmax = new int[s.outputLength() + draw.between(0, 3)];
        reference.maxPool2d(draw.numbers(Numbers.INTEGERS, s.inputLength()), new float[s.outputLength()], argmax, s);
        return problem(s + ", " + numbers, (backend, in, out) ->
                backend.maxPool2dGradient(in[0], argmax.clone(), out.floats(s.inputLength()), s),
                draw.array(numbers, s.outputLength()));
    }

    private static AdaptivePool2dShape adaptive(Draw draw) {
        Size2d input = new Size2d(draw.size(), draw.size());
        Size2d output = new Size2d(draw.size(), draw.size());
        return new AdaptivePool2dShape(draw.between(0, 3), draw.between(1, 3), input, output);
    }

    private KernelProblem adaptiveMaxPool2dGradient(Draw draw) {
        AdaptivePool2dShape s = adaptive(draw);
        Numbers numbers = Numbers.draw(draw);
        int[] argmax = new int[s.outputLength() + draw.between(0, 3)];
        reference.adaptiveMaxPool2d(draw.numbers(Numbers.INTEGERS, s.inputLength()), new float[s.outputLength()],
                argmax, s);
        return problem(s + ", " + numbers, (backend, in, out) ->
                backend.adaptiveMaxPool2dGradient(in[0], argmax.clone(), out.floats(s.inputLength()), s),
                draw.array(numbers, s.outputLength()));
    }

    private KernelProblem adaptiveMaxPool2d(Draw draw) {
        AdaptivePool2dShape s = adaptive(draw);
        int n = s.outputLength();
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.adaptiveMaxPool2d(in[0], out.floats(n), out.ints(n), s),
                s.inputLength());
    }

    private KernelProblem avgPool2d(Draw draw) {
        Pool2dShape s = Geometry.pool2d(draw, false);
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.avgPool2d(in[0], out.floats(s.outputLength()), s),
                s.inputLength());
    }

    private KernelProblem avgPool2dGradient(Draw draw) {
        Pool2dShape s = Geometry.pool2d(draw, false);
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.avgPool2dGradient(in[0], out.floats(s.inputLength()), s),
                s.outputLength());
    }

    /** The output of a kernel that may write to one of its inputs: that one, or (−1) an array of its own. */
    private static float[] output(float[][] in, int inPlace, int n, Outputs out) {
        if (inPlace < 0) {
            return out.floats(n);
        }
        in[inPlace] = out.inPlaceOf(in[inPlace], n);
        return in[inPlace];
    }

    private static String words(Numbers numbers, int inPlace) {
        return ", " + numbers + (inPlace < 0 ? "" : ", in place of input " + inPlace);
    }

    private KernelProblem unary(Draw draw) {
        UnaryOp op = draw.oneOf(UnaryOp.values());
        int n = draw.length();
        Numbers numbers = Numbers.draw(draw);
        int inPlace = draw.between(-1, 0);
        return problem(op + " of " + n + " numbers" + words(numbers, inPlace), (backend, in, out) -> {
            float[] y = output(in, inPlace, n, out);
            backend.unary(op, in[0], y, n);
        }, draw.array(numbers, n));
    }

    private KernelProblem binary(Draw draw) {
        BinaryOp op = draw.oneOf(BinaryOp.values());
        Broadcast s = Geometry.broadcast(draw);
        Numbers numbers = Numbers.draw(draw);
        int wish = draw.between(-1, 1);
        int[] rowMajor = Geometry.rowMajor(s.dims());
        int inPlace = wish >= 0 && Arrays.equals(wish == 0 ? s.strideA() : s.strideB(), rowMajor) ? wish : -1;
        String description = op + " " + Arrays.toString(s.dims()) + ", strides " + Arrays.toString(s.strideA())
                + " and " + Arrays.toString(s.strideB());
        return problem(description + words(numbers, inPlace), (backend, in, out) -> {
            float[] y = output(in, inPlace, s.length(), out);
            backend.binary(op, in[0], in[1], y, s);
        }, draw.array(numbers, Geometry.reach(s.dims(), s.strideA())),
                draw.array(numbers, Geometry.reach(s.dims(), s.strideB())));
    }

    private KernelProblem ternary(Draw draw) {
        TernaryOp op = draw.oneOf(TernaryOp.values());
        int n = draw.length();
        Numbers numbers = Numbers.draw(draw);
        int inPlace = draw.between(-1, 2);
        int[] steps = new int[3];
        Arrays.setAll(steps, k -> k == inPlace ? 1 : draw.between(0, 1));
        return problem(op + " of " + n + " numbers, steps " + Arrays.toString(steps) + words(numbers, inPlace),
                (backend, in, out) -> {
                    float[] y = output(in, inPlace, n, out);
                    backend.ternary(op, new Operand(in[0], steps[0]), new Operand(in[1], steps[1]),
                            new Operand(in[2], steps[2]), y, n);
                }, draw.array(numbers, n), draw.array(numbers, n), draw.array(numbers, n));
    }

    /** A reduction of the middle dimension. */
    private KernelProblem reduction(Draw draw, String name, int leastN, Reduction reduction) {
        int[] sizes = Geometry.outerMiddleInner(draw, leastN);
        return drawn(draw, name + Arrays.toString(sizes),
                (backend, in, outputs) -> reduction.run(backend, in[0], outputs, sizes[0], sizes[1], sizes[2]),
                sizes[0] * sizes[1] * sizes[2]);
    }

    @FunctionalInterface
    private interface Reduction {
        void run(Backend backend, float[] x, Outputs outputs, int outer, int n, int inner);
    }

    private KernelProblem sum(Draw draw) {
        return reduction(draw, "", 0, (backend, x, outputs, outer, n, inner) ->
                backend.sum(x, outputs.floats(outer * inner), outer, n, inner));
    }

    private KernelProblem cumsum(Draw draw) {
        boolean reversed = draw.coin();
        return reduction(draw, reversed ? "reversed, " : "", 0, (backend, x, outputs, outer, n, inner) ->
                backend.cumsum(x, outputs.floats(outer * n * inner), reversed, outer, n, inner));
    }

    private KernelProblem argmax(Draw draw) {
        return reduction(draw, "", 1, (backend, x, outputs, outer, n, inner) ->
                backend.argmax(x, outputs.ints(outer * inner), outer, n, inner));
    }

    private KernelProblem max(Draw draw) {
        return reduction(draw, "", 1, (backend, x, outputs, outer, n, inner) ->
                backend.max(x, outputs.floats(outer * inner), outer, n, inner));
    }

    private KernelProblem softmaxGradient(Draw draw) {
        boolean log = draw.coin();
        int[] sizes = Geometry.outerMiddleInner(draw, 0);
        Numbers numbers = Numbers.draw(draw);
        int n = sizes[0] * sizes[1] * sizes[2];
        float[] y = new float[n];
        reference.softmax(draw.numbers(numbers, n), y, log, sizes[0], sizes[1], sizes[2]);
        return problem((log ? "logarithm, " : "") + Arrays.toString(sizes) + ", " + numbers, (backend, in, out) ->
                backend.softmaxGradient(in[0], in[1], out.floats(n), log, sizes[0], sizes[1], sizes[2]),
                draw.array(numbers, n), y);
    }

    private KernelProblem softmax(Draw draw) {
        boolean log = draw.coin();
        return reduction(draw, log ? "logarithm, " : "", 0, (backend, x, outputs, outer, n, inner) ->
                backend.softmax(x, outputs.floats(outer * n * inner), log, outer, n, inner));
    }

    private KernelProblem channelMoments(Draw draw) {
        ChannelShape s = Geometry.channels(draw);
        int n = s.channels();
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.channelMoments(in[0], out.doubles(n), out.doubles(n), s),
                s.length());
    }

    private KernelProblem channelSums(Draw draw) {
        ChannelShape s = Geometry.channels(draw);
        int n = s.channels();
        return drawn(draw, s.toString(), (backend, in, out) ->
                backend.channelSums(in[0], in[1], in[2], out.doubles(n), out.doubles(n), s),
                s.length(), s.length(), n);
    }

    private KernelProblem channelAffine(Draw draw) {
        ChannelShape s = Geometry.channels(draw);
        Numbers numbers = Numbers.draw(draw);
        int inPlace = draw.between(-1, 0);
        int n = s.channels();
        return problem(s + words(numbers, inPlace), (backend, in, out) -> {
            float[] y = output(in, inPlace, s.length(), out);
            backend.channelAffine(in[0], in[1], in[2], in[3], y, s);
        }, draw.array(numbers, s.length()), draw.array(numbers, n), draw.array(numbers, n), draw.array(numbers, n));
    }

    private KernelProblem channelCombination(Draw draw) {
        ChannelShape s = Geometry.channels(draw);
        Numbers numbers = Numbers.draw(draw);
        int inPlace = draw.between(-1, 1);
        int n = s.channels();
        return problem(s + words(numbers, inPlace), (backend, in, out) -> {
            float[] y = output(in, inPlace, s.length(), out);
            backend.channelCombination(in[0], in[2], in[1], in[3], in[4], in[5], y, s);
        }, draw.array(numbers, s.length()), draw.array(numbers, s.length()), draw.array(numbers, n),
                draw.array(numbers, n), draw.array(numbers, n), draw.array(numbers, n));
    }
}
