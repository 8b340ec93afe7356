package longhand.explain.mistake;

import java.util.Arrays;
import java.util.List;
import longhand.explain.ViewNames;
import longhand.explain.computation.Border;
import longhand.explain.computation.Channels;
import longhand.explain.computation.Channels.Output;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Pooling;
import longhand.explain.computation.Reduction;
import longhand.explain.computation.Share;

/** What can be done otherwise in a pooling and in its gradient. */
public final class PoolingMistakes {
    private final Changes<Pooling> all = new Changes<>();
    private final Pooling right;
    private final boolean max;
    private final int channels;

    private PoolingMistakes(Pooling right, boolean max) {
        this.right = right;
        this.max = max;
        this.channels = right.x().count();
    }

    /**
     * All changes of a right computation.
     *
     * @param max whether it is maximum pooling, or else average pooling
     */
    public static List<Change<Pooling>> of(Pooling right, boolean max) {
        PoolingMistakes mistakes = new PoolingMistakes(right, max);
        mistakes.input();
        mistakes.walk();
        if (right.view().equals(ViewNames.INPUT_GRADIENT)) {
            mistakes.gradient();
        } else {
            mistakes.summaries();
            mistakes.together();
        }
        return mistakes.all.list();
    }

    private void input() {
        boolean forward = right.view().equals(ViewNames.FORWARD);
        if (forward || max) {
            Slot<Pooling> slot = new Slot<>("input", "input", "it is read as it stands", Stage.INPUT_ORDER,
                    Stage.INPUT_SIGNS, Stage.INPUT_NUMBERS, Pooling::x, Pooling::x);
            new OperandMistakes<>(all, slot, right).order(Likelihood.USUAL, Likelihood.RARE).signs(Likelihood.COMMON)
                    .onePlane("channel");
        }
        for (int[] pair : ChannelMistakes.pairs(channels)) {
            all.add(Stage.CHANNEL_ORDER, Likelihood.USUAL, "input-channels-exchanged", "two channels were exchanged",
                    ChannelMistakes.exchanged(pair), c -> c.x(c.x().reordered(p -> ChannelMistakes.exchange(p, pair))));
        }
        for (int p = 0; channels > 1 && p < Math.min(channels, 4); p++) {
            int plane = p;
            all.add(Stage.CHANNEL_ORDER, Likelihood.RARE, "same-input-plane", "the same channel was pooled for all",
                    ": channel " + p, c -> c.x(c.x().reordered(q -> plane)));
        }
    }

    private void walk() {
        new WalkMistakes<>(all, Pooling::walk, Pooling::walk, right).stride().dilation().count().window();
        PaddingMistakes<Pooling> padding = new PaddingMistakes<>(all, Pooling::walk, Pooling::walk, right);
        padding.width().sides();
        boolean counted = right.walk().border().kind() == Border.Kind.CONSTANT;
        if (right.walk().rows().before() + right.walk().columns().before() == 0) {
            return;
        }
        padding.numbers(max ? "a maximum never takes a number of the padding" : counted ? "it counts as zeros"
                : "it is left out");
        if (max) {
            padding.border(Likelihood.COMMON, "counted", "the padding was counted as 0 although it must not be",
                    "a maximum never takes the 0 of the padding", Border.ZERO);
        } else if (counted) {
            padding.border(Likelihood.COMMON, "not-counted",
                    "the padding was left out of the count although it belongs to it",
                    "here the mean divides by the whole window", Border.LEFT_OUT);
        } else {
            padding.border(Likelihood.COMMON, "counted", "the padding was counted although it must not be",
                    "here the mean divides by the pixels of the input only", Border.ZERO);
        }
    }

    private void summaries() {
        String right0 = max ? "; here the largest number is taken" : "; here the mean is taken";
        if (max) {
            summary(Likelihood.COMMON, "average-instead-of-max", "the mean was taken instead of the maximum",
                    Reduction.MEAN);
            summary(Likelihood.USUAL, "sum-instead-of-max", "the numbers were added up" + right0, Reduction.SUM);
        } else {
            summary(Likelihood.COMMON, "max-instead-of-average", "the maximum was taken instead of the mean",
                    Reduction.MAX);
            summary(Likelihood.COMMON, "sum-instead-of-average",
                    "the numbers were added up but not divided by their count", Reduction.SUM);
            int window = right.walk().rows().kernel() * right.walk().columns().kernel();
            divided(Likelihood.RARE, "by the side of the window", right.walk().rows().kernel());
            divided(Likelihood.RARE, "by 2", 2);
            divided(Likelihood.RARE, "by one less than the window has numbers", window - 1.0);
            divided(Likelihood.RARE, "by one more than the window has numbers", window + 1.0);
            summary(Likelihood.ODD, "divided-wrongly", "the sum was divided by how many numbers are not 0" + right0,
                    (n, used) -> Reduction.SUM.of(n, used)
                            / Math.max(1, Arrays.stream(n, 0, used).filter(v -> v != 0).count()));
            divided(Likelihood.USUAL, "by the size of the window, whatever was counted", window);
        }
        summary(Likelihood.USUAL, "min-instead-of-" + (max ? "max" : "average"),
                "the smallest number was taken" + right0, Reduction.MIN);
        for (WrongMean mean : WrongMean.values()) {
            summary(mean.likelihood(), mean.id(), mean.words() + " was taken" + right0, mean.reduction());
        }
        summary(Likelihood.RARE, "first-number", "the first number of each window was taken" + right0, Reduction.FIRST);
        summary(Likelihood.RARE, "last-number", "the last number of each window was taken" + right0, Reduction.LAST);
        summary(Likelihood.RARE, "middle-number", "the number in the middle of each window was taken" + right0,
                Reduction.MIDDLE);
        summary(Likelihood.RARE, "largest-absolute", "the number with the largest absolute value was taken" + right0,
                Reduction.LARGEST_ABSOLUTE);
        summary(Likelihood.ODD, "range", "the difference of largest and smallest number was taken" + right0,
                Reduction.RANGE);
        summary(Likelihood.ODD, "squares", "the squares were added up" + right0, Reduction.SUM_OF_SQUARES);
        summary(Likelihood.ODD, "root-of-squares", "the root of the sum of the squares was taken" + right0,
                Reduction.ROOT_OF_SQUARES);
        summary(Likelihood.RARE, "position", "the position of the largest number in its window was given, counted from 0"
                + right0, Reduction.POSITION_OF_LARGEST);
        summary(Likelihood.ODD, "numbers-multiplied", "the numbers were multiplied with each other" + right0,
                Reduction.PRODUCT);
        summary(Likelihood.ODD, "root-of-squares", "the root of the mean of the squares was taken" + right0,
                (n, used) -> Math.sqrt(Reduction.SUM_OF_SQUARES.of(n, used) / used));
        summary(Likelihood.ODD, "count", "the numbers were counted" + right0, (n, used) -> used);
        summary(Likelihood.ODD, "divided-wrongly", "the sum was divided by one less than there are numbers" + right0,
                (n, used) -> Reduction.SUM.of(n, used) / Math.max(1, used - 1));
        summary(Likelihood.ODD, "second-largest", "the second largest number was taken" + right0,
                Reduction.SECOND_LARGEST);
    }

    private void summary(Likelihood likelihood, String id, String sentence, Reduction reduction) {
        all.add(Stage.REDUCTION, likelihood, id, sentence, c -> c.inside(reduction));
    }

    private void divided(Likelihood likelihood, String how, double count) {
        if (count > 1) {
            summary(likelihood, "divided-wrongly",
                    "the sum was divided " + how + "; the mean divides by how many numbers were added",
                    Reduction.sumOver(count));
        }
    }

    private void together() {
        if (channels < 2) {
            return;
        }
        Channels joined = new Channels(List.of(new Output(Channels.range(channels, c -> c),
                Channels.range(channels, c -> c), 0)));
        String apart = "the channels were pooled together; each channel is pooled on its own";
        all.add(Stage.CHANNEL_SUM, Likelihood.COMMON, "channels-pooled-together", apart, c -> c.channels(joined)
                .across(max ? Reduction.MAX : Reduction.MEAN));
        all.add(Stage.CHANNEL_SUM, Likelihood.USUAL, "channels-pooled-together", apart, ", and their results added up",
                c -> c.channels(joined).across(Reduction.SUM));
        all.add(Stage.INPUT_NUMBERS, Likelihood.RARE, "channels-pooled-together", apart,
                ": they were added up before it", c -> c.x(joined(c.x(), Reduction.SUM)).channels(Channels.single(1)));
        all.add(Stage.INPUT_NUMBERS, Likelihood.RARE, "channels-pooled-together", apart,
                ": their largest number was taken before it",
                c -> c.x(joined(c.x(), Reduction.MAX)).channels(Channels.single(1)));
        all.add(Stage.CHANNEL_SUM, Likelihood.RARE, "channels-pooled-together", apart, max ? ", by the mean"
                : ", by the maximum", c -> c.channels(joined).across(max ? Reduction.MEAN : Reduction.MAX));
    }

    /** A single plane made of all. */
    private static Planes joined(Planes x, Reduction how) {
        Planes one = Planes.filled(0, 1, x.rows(), x.columns());
        for (int i = 0; i < one.size(); i++) {
            double[] numbers = new double[x.count()];
            for (int p = 0; p < numbers.length; p++) {
                numbers[p] = x.get(p * one.size() + i);
            }
            one = one.set(i, how.of(numbers, numbers.length));
        }
        return one;
    }

    private void gradient() {
        Slot<Pooling> slot = new Slot<>("gradient dY", "upstream", "it is read as it stands", Stage.UPSTREAM_ORDER,
                Stage.UPSTREAM_SIGNS, Stage.UPSTREAM_NUMBERS, Pooling::upstream, Pooling::upstream);
        all.add(Stage.UPSTREAM_NUMBERS, Likelihood.COMMON, "upstream-ignored",
                "the gradient dY that arrives was not used; each window " + "sends its own number back",
                c -> c.upstream(c.upstream().map(v -> 1)));
        new OperandMistakes<>(all, slot, right).order(Likelihood.USUAL, Likelihood.USUAL).signs(Likelihood.USUAL)
                .onePlane("channel");
        shares();
        String what = "what several windows send to a pixel";
        gather(Likelihood.COMMON, "gradient-overwritten", what + " was overwritten; it is added up", Reduction.LAST);
        gather(Likelihood.USUAL, "gradient-first-only",
                "only the first window that reads a pixel sends to it; all are added up", Reduction.FIRST);
        gather(Likelihood.USUAL, "gradient-averaged", "the mean of " + what + " was taken; it is added up",
                Reduction.MEAN);
        gather(Likelihood.RARE, "gradient-maximum", "the largest of " + what + " was taken; it is added up",
                Reduction.MAX);
        paddedInput();
    }

    private void gather(Likelihood likelihood, String id, String sentence, Reduction reduction) {
        all.add(Stage.REDUCTION, likelihood, id, sentence, c -> c.inside(reduction));
    }

    private void shares() {
        if (max) {
            share(Likelihood.USUAL, "last-of-equals",
                    "of equal numbers the last one got the gradient; the first one was chosen", Share.LAST_LARGEST);
            share(Likelihood.USUAL, "all-of-equals",
                    "of equal numbers all got the gradient; only the first one was chosen", Share.EACH_LARGEST);
            share(Likelihood.COMMON, "gradient-shared",
                    "the gradient was shared among all pixels of the window; only the largest gets it", Share.EVEN);
            share(Likelihood.COMMON, "gradient-to-all",
                    "all pixels of the window got the whole gradient; only the largest gets it", Share.ALL);
            share(Likelihood.USUAL, "gradient-to-smallest",
                    "the smallest number got the gradient; the largest was chosen", Share.SMALLEST);
            share(Likelihood.RARE, "shared-by-equals",
                    "equal numbers shared the gradient; only the first one was chosen", Share.SPLIT_LARGEST);
            share(Likelihood.ODD, "gradient-to-others", "all but the largest number got the gradient",
                    (n, used, at) -> 1 - Share.FIRST_LARGEST.of(n, used, at));
            share(Likelihood.ODD, "gradient-times-input", "the gradient was multiplied by each number of the window",
                    Share.NUMBER);
            share(Likelihood.RARE, "gradient-times-input", "the gradient was multiplied by the number that was chosen",
                    (n, used, at) -> Share.FIRST_LARGEST.of(n, used, at) * n[at]);
        } else {
            int window = right.walk().rows().kernel() * right.walk().columns().kernel();
            share(Likelihood.COMMON, "gradient-to-all",
                    "all pixels of the window got the whole gradient; they share it", Share.ALL);
            share(Likelihood.COMMON, "gradient-to-largest",
                    "the largest number got the gradient, as in maximum pooling; all share it", Share.FIRST_LARGEST);
            share(Likelihood.RARE, "gradient-divided-wrongly",
                    "the gradient was divided by the side of the window; it is shared among all " + "its numbers",
                    (n, used, at) -> 1.0 / right.walk().rows().kernel());
            share(Likelihood.RARE, "gradient-divided-wrongly", "the gradient was divided by 2", (n, used, at) -> 0.5);
            share(Likelihood.USUAL, "gradient-divided-wrongly",
                    "the gradient was divided by the size of the window, whatever was counted",
                    (n, used, at) -> 1.0 / window);
            share(Likelihood.ODD, "gradient-in-proportion",
                    "the gradient was shared in proportion to the numbers; all get the same share",
                    (n, used, at) -> n[at] / Reduction.SUM.of(n, used));
            share(Likelihood.ODD, "gradient-to-smallest", "the smallest number got the gradient; all share it",
                    Share.SMALLEST);
            share(Likelihood.ODD, "gradient-times-input", "the whole gradient was multiplied by the number",
                    Share.NUMBER);
            share(Likelihood.ODD, "gradient-times-input", "the gradient was multiplied by the number",
                    (n, used, at) -> n[at] / used);
        }
        share(Likelihood.RARE, "gradient-to-first", "the first pixel of the window got the gradient", Share.FIRST);
        share(Likelihood.ODD, "gradient-to-last", "the last pixel of the window got the gradient",
                (n, used, at) -> at == used - 1 ? 1 : 0);
    }

    private void share(Likelihood likelihood, String id, String sentence, Share share) {
        all.add(Stage.PRODUCT, likelihood, id, sentence, c -> c.share(share));
    }

    private void paddedInput() {
        int top = right.walk().rows().before();
        int left = right.walk().columns().before();
        if (top + left > 0) {
            all.add(Stage.CROP, Likelihood.USUAL, "gradient-of-padding",
                    "the gradient of the padding is still there; only the pixels of " + "the input have one",
                    c -> c.x(padded(c.x(), top, left)).walk(c.walk().axes(
                            c.walk().rows().in(c.x().rows() + 2 * top).padding(0, 0),
                            c.walk().columns().in(c.x().columns() + 2 * left).padding(0, 0))));
        }
    }

    private Planes padded(Planes x, int top, int left) {
        int h = x.rows() + 2 * top;
        int w = x.columns() + 2 * left;
        Planes big = Planes.filled(max ? Double.NEGATIVE_INFINITY : 0, x.count(), h, w);
        for (int i = 0; i < x.size(); i++) {
            int plane = i / (x.rows() * x.columns());
            int row = i / x.columns() % x.rows() + top;
            big = big.set((plane * h + row) * w + i % x.columns() + left, x.get(i));
        }
        return big;
    }
}
