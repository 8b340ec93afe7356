package longhand.explain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import longhand.explain.Expr.Product;
import longhand.explain.Expr.Sum;

/** Puts the working of a convolution and of its gradients into words. */
final class ConvolutionExplainer {
    private final PaperConvolution conv;
    private final Operand x;
    private final Operand w;
    private final Operand bias;
    private final int[] outDims;
    private final Operand upstream;
    private final Values given;

    ConvolutionExplainer(PaperConvolution conv, Values upstreamValues) {
        this.conv = conv;
        this.outDims = conv.outDims();
        Values image = conv.channels() == 1 ? conv.x().reshape(conv.x().rows(), conv.x().columns()) : conv.x();
        this.x = new Operand("X", "input", image, conv.window().padding(), "0");
        this.w = Operand.of("W", "kernel", conv.w().reshape(kernelDims()));
        this.bias = Operand.of("b", "bias", conv.bias());
        this.upstream = Operand.upstream(upstreamValues, outDims);
        this.given = upstreamValues.size() == 0 ? upstreamValues : upstream.values();
    }

    private int[] kernelDims() {
        int[] dims = conv.w().dims();
        boolean manyOut = conv.outDims().length == 3;
        return Arrays.copyOfRange(dims, manyOut ? 0 : conv.channels() > 1 ? 1 : 2, 4);
    }

    Explanation explain() {
        List<Operand> operands = new ArrayList<>(List.of(x, w));
        List<View> views = new ArrayList<>();
        views.add(new View(ViewNames.FORWARD, "Forward: the window slides over X", "Y", "output", outDims,
                this::forward));
        views.add(View.gradient(ViewNames.INPUT_GRADIENT,
                "Backward to X: the windows that touched a pixel send their gradient back", x, this::inputGradient));
        views.add(View.gradient(ViewNames.WEIGHT_GRADIENT, "Backward to W: every place where a weight was used", w,
                this::kernelGradient));
        if (conv.bias().size() > 0) {
            operands.add(bias);
            views.add(View.gradient(ViewNames.BIAS_GRADIENT,
                    "Backward to b: it was added to every number of its channel", bias, this::biasGradient));
        }
        operands.add(upstream);
        String plus = conv.bias().size() > 0 ? ", plus the bias of the channel" : "";
        return new Explanation("2-D cross-correlation (a convolution without flipping the kernel)",
                "lay the kernel on the input, multiply what lies on each other, add up" + plus,
                facts(), operands, views, setup());
    }

    private List<String> facts() {
        List<String> facts = new ArrayList<>(List.of("output size, " + conv.window().outputWorking(conv.input())));
        if (conv.groups() > 1) {
            facts.add(conv.groups() + " groups: each output channel reads " + conv.channelsPerGroup() + " of the "
                    + conv.channels() + " input channels");
        }
        return facts;
    }

    private Setup setup() {
        return Setup.of("conv2d").with("x", conv.x()).with("w", conv.w()).with("b", conv.bias())
                .with("dY", given).with(conv.window()).with("groups", conv.groups()).with("many", outDims.length == 3);
    }

    private Working forward(int position) {
        Origin at = Index.origin("Y", outDims, position);
        int o = at.plane();
        List<Step> channels = new ArrayList<>();
        for (int m = 0; m < conv.channelsPerGroup(); m++) {
            List<Expr> products = new ArrayList<>();
            int channel = conv.firstChannel(o) + m;
            Windows.forEach(conv.window(), at.row(), at.column(), (u, v, row, column) -> products.add(
                    new Product(x.num(channel, row, column, 0), w.num(conv.plane(o, channel), u, v, 0))));
            channels.add(new Step("channel " + channel, new Sum(products)));
        }
        List<Step> steps = new ArrayList<>(channels);
        List<Expr> total = new ArrayList<>();
        if (channels.size() == 1) {
            total.addAll(((Sum) steps.removeFirst().expr()).terms());
        } else {
            channels.forEach(step -> total.add(Expr.Num.of(step.expr().value())));
        }
        if (conv.bias().size() > 0) {
            total.add(bias.num(o));
        }
        String label = channels.size() == 1 ? "" : conv.bias().size() > 0 ? "channels and bias" : "all channels";
        steps.add(new Step(label, new Sum(total)));
        return new Working("Y", Working.boxed(Index.of(outDims, position)), steps,
                paddingNote(o, at.row(), at.column()));
    }

    private String paddingNote(int o, int i, int j) {
        int[] outside = {0};
        conv.forEach(o, i, j, (c, u, v, row, column) -> outside[0] += conv.inside(row, column) ? 0 : 1);
        return switch (outside[0]) {
            case 0 -> "";
            case 1 -> "one product has a 0 of the padding";
            default -> outside[0] + " products have a 0 of the padding";
        };
    }

    /** What happens at one meeting of an output number and the window element over it. */
    @FunctionalInterface
    private interface Visit {
        void at(int o, int i, int j, int c, int u, int v, int row, int column);
    }

    private void everywhere(Visit visit) {
        for (int o = 0; o < conv.outChannels(); o++) {
            for (int i = 0; i < conv.output().h(); i++) {
                for (int j = 0; j < conv.output().w(); j++) {
                    int out = o;
                    int row = i;
                    int column = j;
                    conv.forEach(o, i, j, (c, u, v, r, s) -> visit.at(out, row, column, c, u, v, r, s));
                }
            }
        }
    }

    private Working inputGradient(int position) {
        Origin at = Index.origin("X", x.values().dims(), position);
        List<Expr> products = new ArrayList<>();
        Set<String> windows = new LinkedHashSet<>();
        everywhere((o, i, j, c, u, v, row, column) -> {
            if (c == at.plane() && row == at.row() && column == at.column()) {
                products.add(new Product(upstream.num(o, i, j, 0), w.num(conv.plane(o, c), u, v, 0)));
                windows.add("(" + i + ", " + j + ")");
            }
        });
        String note = windows.isEmpty() ? "no window touched this pixel" : "touched by the windows at "
                + String.join(", ", windows);
        return Working.line("dX", Index.of(x.values().dims(), position), new Sum(products), note);
    }

    private Working kernelGradient(int position) {
        Origin at = Index.origin("W", w.values().dims(), position);
        List<Expr> products = new ArrayList<>();
        everywhere((o, i, j, c, u, v, row, column) -> {
            if (conv.plane(o, c) == at.plane() && u == at.row() && v == at.column()) {
                products.add(new Product(upstream.num(o, i, j, 0), x.num(c, row, column, 0)));
            }
        });
        return Working.line("dW", Index.of(w.values().dims(), position), new Sum(products), "");
    }

    private Working biasGradient(int position) {
        List<Expr> terms = new ArrayList<>();
        int plane = conv.output().h() * conv.output().w();
        for (int i = 0; i < plane; i++) {
            terms.add(upstream.num(position * plane + i));
        }
        return Working.line("db", new int[] {position}, new Sum(terms), "");
    }
}
