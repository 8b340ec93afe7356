package longhand.explain.mistake;

import java.util.ArrayList;
import java.util.List;
import longhand.explain.computation.Channels;
import longhand.explain.computation.Channels.Output;
import longhand.explain.computation.Convolution;
import longhand.explain.computation.Reduction;

/** Other planes of input and kernel meet in a convolution, or they are put together otherwise. */
final class ChannelMistakes {
    private static final int MOST = 4;
    private static final String MEET = "each input channel meets its own kernel plane";
    private static final String SUMMED = "all of them are added up";
    private final Changes<Convolution> all;
    private final int in;
    private final int out;
    /** How many input channels one output channel reads. */
    private final int met;

    ChannelMistakes(Changes<Convolution> all, Convolution right) {
        this.all = all;
        this.in = right.x().count();
        this.out = right.channels().count();
        this.met = right.channels().outputs().getFirst().x().length;
    }

    private interface Edit {
        Channels of(Channels c);
    }

    private void order(Likelihood likelihood, String id, String sentence, String detail, Edit edit) {
        all.add(Stage.CHANNEL_ORDER, likelihood, id, sentence, detail, c -> c.channels(edit.of(c.channels())));
    }

    private void sum(Likelihood likelihood, String id, String sentence, String detail, Edit edit) {
        all.add(Stage.CHANNEL_SUM, likelihood, id, sentence, detail, c -> c.channels(edit.of(c.channels())));
    }

    void forward() {
        meetings();
        groups();
        if (met > 1) {
            sums();
        }
        if (out > 1) {
            filters();
        }
    }

    /** Which planes meet. */
    void meetings() {
        for (int[] pair : pairs(in)) {
            order(Likelihood.USUAL, "input-channels-exchanged", "two input channels were exchanged; " + MEET,
                    exchanged(pair), c -> c.inputs(x -> exchange(x, pair)));
        }
        if (in > 2) {
            order(Likelihood.USUAL, "input-channels-reversed", "the input channels were taken in reverse order; "
                    + MEET, "", c -> c.inputs(x -> in - 1 - x));
            order(Likelihood.RARE, "input-channels-shifted", "the input channels were shifted by one; " + MEET, "",
                    c -> c.inputs(x -> (x + 1) % in));
            order(Likelihood.RARE, "input-channels-shifted", "the input channels were shifted by one; " + MEET, "",
                    c -> c.inputs(x -> (x + in - 1) % in));
        }
        for (int p = 0; in > 1 && p < in && p < MOST; p++) {
            int plane = p;
            order(p == 0 ? Likelihood.USUAL : Likelihood.RARE, "same-input-plane",
                    "the same input channel was used for all " + "kernel planes; " + MEET, ": channel " + p,
                    c -> c.inputs(x -> plane));
        }
        for (int p = 0; met > 1 && p < met && p < MOST; p++) {
            int plane = p;
            order(p == 0 ? Likelihood.USUAL : Likelihood.RARE, "same-kernel-plane",
                    "the same kernel plane was laid on all input " + "channels; " + MEET, ": plane " + p,
                    c -> c.kernels(k -> k - k % met + plane));
        }
        if (in > 1 && out > 1 && met == in) {
            order(Likelihood.USUAL, "kernel-axes-exchanged",
                    "input and output channels of the kernel were exchanged; the kernel's "
                    + "first axis counts output channels, its second one input channels", "",
                    c -> c.kernels(k -> k % in * out + k / in));
        }
    }

    /** Which filters make which output. */
    void filters() {
        for (int f = 0; f < out && f < MOST; f++) {
            int filter = f;
            order(f == 0 ? Likelihood.USUAL : Likelihood.RARE, "same-filter",
                    "the same filter was used for all output channels; each " + "has its own", ": filter " + f,
                    c -> c.kernels(k -> filter * met + k % met));
        }
        for (int[] pair : pairs(out)) {
            order(Likelihood.RARE, "filters-exchanged", "two filters were exchanged, but not their biases",
                    exchanged(pair), c -> c.kernels(k -> exchange(k / met, pair) * met + k % met));
        }
    }

    /** Which input channels an output channel of a group reads. */
    void groups() {
        int groups = in / met;
        if (groups == 1) {
            return;
        }
        String own = "; each output channel reads the input channels of its own group";
        order(Likelihood.COMMON, "wrong-group", "the input channels of the next group were read" + own, "",
                c -> c.inputs(x -> (x + met) % in));
        order(Likelihood.COMMON, "same-group", "all output channels read the input channels of the first group" + own,
                "", c -> c.inputs(x -> x % met));
        order(Likelihood.RARE, "same-group", "all output channels read the input channels of the last group" + own,
                "", c -> c.inputs(x -> in - met + x % met));
        sum(Likelihood.COMMON, "groups-ignored", "all input channels were read, and the kernel planes used again for "
                + "each group" + own, "", c -> withMeetings(c, groups * met, (o, m) -> m));
        if (groups > 2) {
            order(Likelihood.USUAL, "wrong-group", "the groups were taken in reverse order" + own, "",
                    c -> c.inputs(x -> in - met - x + 2 * (x % met)));
            order(Likelihood.USUAL, "wrong-group", "the input channels of the group before were read" + own, "",
                    c -> c.inputs(x -> (x + in - met) % in));
        }
        if (met > 1) {
            order(Likelihood.USUAL, "groups-interleaved", "the input channels were dealt out to the groups one by one; "
                    + "a group has channels that follow each other", "",
                    c -> c.inputs(x -> x % met * groups + x / met));
        }
        if (out > groups) {
            order(Likelihood.USUAL, "groups-interleaved",
                    "the output channels were dealt out to the groups one by one; "
                    + "a group has channels that follow each other", "",
                    c -> withMeetings(c, met, (o, m) -> o % groups * met + m));
        }
    }

    /** Which input channel an output channel reads at its m-th kernel plane. */
    private interface Meeting {
        int channel(int output, int m);
    }

    /** Every output channel with other input channels; the kernel planes of its filter are used in turn. */
    private Channels withMeetings(Channels channels, int count, Meeting meeting) {
        return Channels.of(channels.count(), o -> {
            Output now = channels.outputs().get(o);
            return new Output(Channels.range(count, m -> meeting.channel(o, m)),
                    Channels.range(count, m -> now.k()[m % now.k().length]), now.bias());
        });
    }

    /** How the planes are put together. */
    private void sums() {
        int most = Math.min(met, MOST);
        for (int i = 0; i < most; i++) {
            int only = i == most - 1 ? met - 1 : i;
            sum(only == 0 ? Likelihood.COMMON : only == met - 1 ? Likelihood.USUAL : Likelihood.RARE,
                    only == 0 ? "only-first-channel" : only == met - 1 ? "only-last-channel" : "only-one-channel",
                    "only " + (only == 0 ? "the first" : only == met - 1 ? "the last" : "one")
                    + " input channel was used; " + SUMMED, only == 0 || only == met - 1 ? "" : ": channel " + only,
                    c -> c.only(only));
            sum(Likelihood.RARE, "channel-twice", "an input channel was added twice", ": channel " + only,
                    c -> c.only(Channels.range(met + 1, m -> m < met ? m : only)));
            if (met > 2) {
                sum(Likelihood.USUAL, "channel-forgotten", "an input channel was forgotten; " + SUMMED,
                        ": channel " + only, c -> c.only(Channels.range(met - 1, m -> m < only ? m : m + 1)));
            }
        }
        sum(Likelihood.COMMON, "channels-not-summed",
                "the input channels were not added up: there is one result for each of them", "", Channels::apart);
        sum(Likelihood.USUAL, "channels-not-summed",
                "the input channels were not added up: there is one result for each of them",
                ", " + "without the bias", c -> c.apart().biases(b -> -1));
        sum(Likelihood.RARE, "channels-not-summed",
                "the input channels were not added up: there is one result for each of them",
                ", " + "the output channels of the first input channel before those of the next",
                c -> byInput(c.apart()));
        if (out > 1 && met == in) {
            sum(Likelihood.USUAL, "depthwise", "each input channel was filtered for itself (depthwise); " + SUMMED, "",
                    c -> depthwise(c, false));
        }
        if (met == in) {
            sum(Likelihood.RARE, "depthwise",
                    "each input channel was filtered for itself (depthwise), by the first filter; " + SUMMED, "",
                    c -> depthwise(c, true));
        }
        across(Likelihood.USUAL, "channels-averaged", "the mean over the input channels was taken; " + SUMMED,
                Reduction.MEAN);
        across(Likelihood.RARE, "channels-maximum", "the largest of the input channels' results was taken; " + SUMMED,
                Reduction.MAX);
        across(Likelihood.ODD, "channels-minimum", "the smallest of the input channels' results was taken; " + SUMMED,
                Reduction.MIN);
        across(Likelihood.RARE, "channels-subtracted", "the input channels were subtracted from the first; " + SUMMED,
                Reduction.DIFFERENCE);
        across(Likelihood.RARE, "channels-multiplied", "the results of the input channels were multiplied; " + SUMMED,
                Reduction.PRODUCT);
    }

    private void across(Likelihood likelihood, String id, String sentence, Reduction reduction) {
        all.add(Stage.CHANNEL_SUM, likelihood, id, sentence, c -> c.rule(c.rule().across(reduction)));
    }

    private Channels byInput(Channels apart) {
        List<Output> sorted = new ArrayList<>();
        for (int c = 0; c < met; c++) {
            for (int o = 0; o * met + c < apart.count(); o++) {
                sorted.add(apart.outputs().get(o * met + c));
            }
        }
        return new Channels(sorted);
    }

    /** Output c is input channel c alone; as many outputs as there are channels and filters for. */
    private Channels depthwise(Channels channels, boolean firstFilter) {
        int planes = firstFilter ? in : Math.min(in, channels.count());
        return Channels.of(planes, c -> {
            Output o = channels.outputs().get(firstFilter ? 0 : c);
            int m = Math.min(c, o.x().length - 1);
            return new Output(new int[] {o.x()[m]}, new int[] {o.k()[m]}, o.bias());
        });
    }

    /** All pairs of few planes; neighbours only of many. */
    static List<int[]> pairs(int n) {
        List<int[]> pairs = new ArrayList<>();
        for (int a = 0; a < n && n <= 2 * MOST; a++) {
            for (int b = a + 1; b < n && (n <= MOST || b == a + 1); b++) {
                pairs.add(new int[] {a, b});
            }
        }
        return pairs;
    }

    static int exchange(int plane, int... pair) {
        return plane == pair[0] ? pair[1] : plane == pair[1] ? pair[0] : plane;
    }

    static String exchanged(int... pair) {
        return ": " + pair[0] + " and " + pair[1];
    }
}
