package longhand.explain.computation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Which planes of the input meet which planes of the kernel, for each plane of the output.
 *
 * @param outputs one for each plane of the output
 */
public record Channels(List<Output> outputs) {

    /**
     * What one plane of the output is made of.
     *
     * @param x the input planes
     * @param k the kernel plane that each of them meets, counted through all output channels
     * @param bias which bias is added, or −1 for none
     */
    public record Output(int[] x, int[] k, int bias) {}

    public Channels {
        outputs = List.copyOf(outputs);
    }

    /** All input channels for each output channel: the right way of a convolution. */
    public static Channels full(int out, int in) {
        return grouped(out, in, 1);
    }

    /** The input channels of its group for each output channel. */
    public static Channels grouped(int out, int in, int groups) {
        int each = in / groups;
        return of(out, o -> new Output(range(each, m -> o / (out / groups) * each + m),
                range(each, m -> o * each + m), o));
    }

    /** Each channel for itself: the right way of a pooling. */
    public static Channels single(int channels) {
        return of(channels, c -> new Output(new int[] {c}, new int[] {c}, c));
    }

    /** Outputs made one by one. */
    public static Channels of(int count, java.util.function.IntFunction<Output> output) {
        return new Channels(IntStream.range(0, count).mapToObj(output).toList());
    }

    /** An array of {@code n} numbers. */
    public static int[] range(int n, IntUnaryOperator of) {
        return IntStream.range(0, n).map(of).toArray();
    }

    /** Every output with other input planes. */
    public Channels inputs(IntUnaryOperator of) {
        return new Channels(outputs.stream()
                .map(o -> new Output(IntStream.of(o.x()).map(of).toArray(), o.k(), o.bias())).toList());
    }

    /** Every output with other kernel planes. */
    public Channels kernels(IntUnaryOperator of) {
        return new Channels(outputs.stream()
                .map(o -> new Output(o.x(), IntStream.of(o.k()).map(of).toArray(), o.bias())).toList());
    }

    /** Every output that has a bias with another one; the operator gets the bias it had. */
    public Channels biases(IntUnaryOperator of) {
        return new Channels(outputs.stream()
                .map(o -> new Output(o.x(), o.k(), o.bias() < 0 ? o.bias() : of.applyAsInt(o.bias()))).toList());
    }

    /** Every output made of some of its meetings only, repeated as often as they are named. */
    public Channels only(int... meetings) {
        return new Channels(outputs.stream().map(o -> new Output(IntStream.of(meetings).map(m -> o.x()[m]).toArray(),
                IntStream.of(meetings).map(m -> o.k()[m]).toArray(), o.bias())).toList());
    }

    /** One output for each meeting. */
    public Channels apart() {
        List<Output> all = new ArrayList<>();
        for (Output o : outputs) {
            for (int m = 0; m < o.x().length; m++) {
                all.add(new Output(new int[] {o.x()[m]}, new int[] {o.k()[m]}, o.bias()));
            }
        }
        return new Channels(all);
    }

    /** How many planes the output has. */
    public int count() {
        return outputs.size();
    }

    /** Whether all planes exist. */
    boolean fit(int inputs, int kernels, int biases) {
        return outputs.stream().allMatch(o -> IntStream.of(o.x()).allMatch(c -> c >= 0 && c < inputs)
                && IntStream.of(o.k()).allMatch(c -> c >= 0 && c < kernels) && (biases == 0 || o.bias() < biases));
    }
}
