package longhand.explain;

import java.util.ArrayList;
import java.util.List;
import longhand.explain.Expr.Minus;
import longhand.explain.Expr.Num;
import longhand.explain.Expr.Power;
import longhand.explain.Expr.Product;
import longhand.explain.Expr.Quotient;
import longhand.explain.Expr.Root;
import longhand.explain.Expr.Sum;

/** Puts batch normalisation and its running statistics into words; Ioffe and Szegedy 2015. */
final class BatchNormExplainer {
    private final PaperBatchNorm norm;
    private final Operand x;
    private final Operand gamma;
    private final Operand beta;
    private final Operand mean;
    private final Operand variance;

    BatchNormExplainer(PaperBatchNorm norm) {
        this.norm = norm;
        this.x = Operand.of("X", norm.x().rank() == 2 ? "input, one row per sample, one column per channel"
                : "input, one plane for each channel", norm.x());
        this.gamma = Operand.of("γ", "factor of each channel", norm.gamma());
        this.beta = Operand.of("β", "what is added to each channel", norm.beta());
        this.mean = Operand.of("mean", "running mean of each channel", norm.mean());
        this.variance = Operand.of("var", "running variance of each channel", norm.variance());
    }

    Explanation explain() {
        boolean training = norm.training();
        List<View> views = new ArrayList<>(List.of(new View(ViewNames.FORWARD,
                "Forward: standardize each channel, then γ and β", "Y", "output", norm.x().dims(), this::forward)));
        List<String> facts = new ArrayList<>(List.of("ε = " + Numbers.format(norm.eps())));
        if (training) {
            facts.add("momentum " + Numbers.format(norm.momentum()) + ", " + count() + " numbers in each channel");
            int[] dims = {norm.channels()};
            views.add(new View(ViewNames.RUNNING_MEAN, "The running mean moves towards that of the batch", "mean'",
                    "running mean after the batch", dims, this::runningMean));
            views.add(new View(ViewNames.RUNNING_VARIANCE, "The running variance moves towards that of the batch",
                    "var'", "running variance after the batch", dims, this::runningVariance));
        }
        return new Explanation("Batch normalisation in " + (training ? "training" : "evaluation"),
                "y = γ · (x - mean) / √(variance + ε) + β, with mean and variance of "
                        + (training ? "the channel in this batch" : "the channel as they were in training"),
                facts, List.of(x, gamma, beta, mean, variance), views, setup());
    }

    private Setup setup() {
        return Setup.of("batchnorm").with("x", norm.x()).with("gamma", norm.gamma()).with("beta", norm.beta())
                .with("mean", norm.mean()).with("variance", norm.variance()).with("momentum", norm.momentum())
                .with("eps", norm.eps()).with("training", norm.training());
    }

    private int count() {
        return norm.x().size() / norm.channels();
    }

    private int channel(int position) {
        return position / norm.plane() % norm.channels();
    }

    private List<Num> members(int channel) {
        List<Num> members = new ArrayList<>();
        for (int i = 0; i < norm.x().size(); i++) {
            if (channel(i) == channel) {
                members.add(x.num(i));
            }
        }
        return members;
    }

    private Step meanOf(List<Num> members) {
        return new Step("mean of the channel", new Quotient(new Sum(List.copyOf(members)), Num.of(members.size())));
    }

    /** @param by what the squares are divided by */
    private static Step varianceOf(List<Num> members, double mean, Expr by) {
        List<Expr> squares = new ArrayList<>();
        members.forEach(m -> squares.add(new Power(new Minus(m, Num.of(mean)), 2)));
        return new Step("variance of the channel", new Quotient(new Sum(squares), by));
    }

    private Working forward(int position) {
        int c = channel(position);
        List<Step> steps = new ArrayList<>();
        Num center = mean.num(c);
        Num spread = variance.num(c);
        if (norm.training()) {
            List<Num> members = members(c);
            steps.add(meanOf(members));
            center = Num.of(steps.getFirst().expr().value());
            steps.add(varianceOf(members, center.value(), Num.of(members.size())));
            spread = Num.of(steps.getLast().expr().value());
        }
        steps.add(new Step("standardized", new Quotient(new Minus(x.num(position), center),
                new Root(new Sum(List.of(spread, Num.of(norm.eps())))))));
        steps.add(new Step("with γ and β", new Sum(List.of(
                new Product(gamma.num(c), Num.of(steps.getLast().expr().value())), beta.num(c)))));
        return new Working("Y", Working.boxed(Index.of(norm.x().dims(), position)), steps, "");
    }

    private Working runningMean(int channel) {
        return running("mean'", channel, mean, new ArrayList<>(List.of(meanOf(members(channel)))));
    }

    private Working runningVariance(int channel) {
        List<Num> members = members(channel);
        Step center = meanOf(members);
        return running("var'", channel, variance, new ArrayList<>(List.of(center, varianceOf(members,
                center.expr().value(), new Minus(Num.of(members.size()), Num.of(1))))));
    }

    private Working running(String name, int channel, Operand old, List<Step> steps) {
        Expr mixed = new Sum(List.of(new Product(new Minus(Num.of(1), Num.of(norm.momentum())), old.num(channel)),
                new Product(Num.of(norm.momentum()), Num.of(steps.getLast().expr().value()))));
        steps.add(new Step("running", mixed));
        return new Working(name, List.of(channel), steps, "");
    }
}
