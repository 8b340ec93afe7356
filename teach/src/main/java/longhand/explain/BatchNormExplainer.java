package longhand.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
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
    private final Operand upstream;
    private final Values given;

    /** @param given the gradient that arrives, or nothing for ones */
    BatchNormExplainer(PaperBatchNorm norm, Values given) {
        this.norm = norm;
        this.x = Operand.of("X", norm.x().rank() == 2 ? "input, one row per sample, one column per channel"
                : "input, one plane for each channel", norm.x());
        this.gamma = Operand.of("γ", "factor of each channel", norm.gamma());
        this.beta = Operand.of("β", "what is added to each channel", norm.beta());
        this.mean = Operand.of("mean", "running mean of each channel", norm.mean());
        this.variance = Operand.of("var", "running variance of each channel", norm.variance());
        this.upstream = Operand.upstream(given, norm.x().dims());
        this.given = given.size() == 0 ? given : upstream.values();
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
        views.add(View.gradient(ViewNames.INPUT_GRADIENT, "Backward to X: "
                + (training ? "mean and variance depend on it, too" : "mean and variance are constants"), x,
                this::inputGradient));
        views.add(View.gradient(ViewNames.WEIGHT_GRADIENT, "Backward to γ: the sum over the channel", gamma,
                this::gammaGradient));
        views.add(View.gradient(ViewNames.BIAS_GRADIENT, "Backward to β: the sum over the channel", beta,
                this::betaGradient));
        return new Explanation("Batch normalisation in " + (training ? "training" : "evaluation"),
                "y = γ · (x - mean) / √(variance + ε) + β, with mean and variance of "
                        + (training ? "the channel in this batch" : "the channel as they were in training"),
                facts, List.of(x, gamma, beta, mean, variance, upstream), views, setup());
    }

    private Setup setup() {
        return Setup.of("batchnorm").with("x", norm.x()).with("gamma", norm.gamma()).with("beta", norm.beta())
                .with("mean", norm.mean()).with("variance", norm.variance()).with("momentum", norm.momentum())
                .with("eps", norm.eps()).with("training", norm.training()).with("dY", given);
    }

    private int count() {
        return norm.x().size() / norm.channels();
    }

    private int channel(int position) {
        return position / norm.plane() % norm.channels();
    }

    private List<Integer> positions(int channel) {
        return IntStream.range(0, norm.x().size()).filter(i -> channel(i) == channel).boxed().toList();
    }

    private List<Num> members(int channel) {
        return positions(channel).stream().map(x::num).toList();
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

    /** Mean and variance that a channel is standardized with; in training, the steps to them are added. */
    private Num[] statistics(int channel, List<Step> steps) {
        if (!norm.training()) {
            return new Num[] {mean.num(channel), variance.num(channel)};
        }
        List<Num> members = members(channel);
        Step center = meanOf(members);
        Step spread = varianceOf(members, center.expr().value(), Num.of(members.size()));
        steps.addAll(List.of(center, spread));
        return new Num[] {Num.of(center.expr().value()), Num.of(spread.expr().value())};
    }

    private Expr deviation(Num[] statistics) {
        return new Root(new Sum(List.of(statistics[1], Num.of(norm.eps()))));
    }

    private Expr standardized(int position, Num[] statistics) {
        return new Quotient(new Minus(x.num(position), statistics[0]), deviation(statistics));
    }

    private Working forward(int position) {
        int c = channel(position);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("standardized", standardized(position, statistics(c, steps))));
        steps.add(new Step("with γ and β", new Sum(List.of(
                new Product(gamma.num(c), Num.of(steps.getLast().expr().value())), beta.num(c)))));
        return new Working("Y", Working.boxed(Index.of(norm.x().dims(), position)), steps, "");
    }

    /** The gradients of a channel, each times its standardized number. */
    private Expr products(int channel, Num[] statistics) {
        List<Expr> products = new ArrayList<>();
        positions(channel).forEach(i -> products.add(new Product(upstream.num(i),
                Num.of(standardized(i, statistics).value()))));
        return new Sum(products);
    }

    private Expr gradients(int channel) {
        return new Sum(positions(channel).stream().<Expr>map(upstream::num).toList());
    }

    private Working inputGradient(int position) {
        int c = channel(position);
        List<Step> steps = new ArrayList<>();
        Num[] statistics = statistics(c, steps);
        Expr factor = new Quotient(gamma.num(c), deviation(statistics));
        Expr rest = upstream.num(position);
        if (norm.training()) {
            Expr standard = standardized(position, statistics);
            Expr gradient = new Quotient(gradients(c), Num.of(count()));
            Expr products = new Quotient(products(c, statistics), Num.of(count()));
            steps.add(new Step("standardized", standard));
            steps.add(new Step("mean of dY", gradient));
            steps.add(new Step("mean of dY times the standardized numbers", products));
            rest = new Minus(new Minus(rest, Num.of(gradient.value())),
                    new Product(Num.of(standard.value()), Num.of(products.value())));
        }
        steps.add(new Step("gradient", new Product(factor, rest)));
        return new Working("dX", Working.boxed(Index.of(norm.x().dims(), position)), steps, "");
    }

    private Working gammaGradient(int channel) {
        List<Step> steps = new ArrayList<>();
        Num[] statistics = statistics(channel, steps);
        steps.add(new Step("dY times the standardized numbers", products(channel, statistics)));
        return new Working("dγ", List.of(channel), steps, "");
    }

    private Working betaGradient(int channel) {
        return Working.line("dβ", new int[] {channel}, gradients(channel), "");
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
