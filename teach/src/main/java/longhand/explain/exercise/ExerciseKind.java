package longhand.explain.exercise;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.explain.check.ConvolutionProblem;
import longhand.explain.check.PoolingProblem;
import longhand.explain.check.Problem;
import longhand.shape.Window2d;

/** What can be practised, in levels of rising difficulty; numbers are small enough for paper. */
public enum ExerciseKind {
    /** One channel, no stride, no padding. */
    CORR2D(
            r -> conv(r, 1, 0, new int[] {3, 3}, Window2d.square(2), false),
            r -> conv(r, 1, 0, new int[] {4, 4}, Window2d.square(2), false),
            r -> conv(r, 1, 0, new int[] {5, 4}, Window2d.of(3, 2), false)),
    /** Padding, stride, channels, bias, dilation. */
    CONV2D(
            r -> conv(r, 1, 1, new int[] {3, 3}, Window2d.square(2).padding(1), false),
            r -> conv(r, 1, 1, new int[] {5, 5}, Window2d.square(3).padding(1).stride(2), true),
            r -> conv(r, 2, 1, new int[] {3, 3}, Window2d.square(2), true),
            r -> conv(r, 2, 2, new int[] {3, 3}, Window2d.square(2), true),
            r -> conv(r, 1, 1, new int[] {6, 6}, Window2d.square(2).padding(1).stride(2).dilation(2), true)),
    /** The largest number of each window. */
    MAXPOOL(
            r -> pool(r, true, 1, new int[] {4, 4}, Window2d.square(2).stride(2)),
            r -> pool(r, true, 1, new int[] {4, 5}, Window2d.square(2)),
            r -> pool(r, true, 1, new int[] {5, 5}, Window2d.square(3).stride(2).padding(1)),
            r -> pool(r, true, 2, new int[] {5, 5}, Window2d.square(3).padding(1).stride(2))),
    /** The mean of each window. */
    AVGPOOL(
            r -> pool(r, false, 1, new int[] {4, 4}, Window2d.square(2).stride(2)),
            r -> pool(r, false, 1, new int[] {3, 4}, Window2d.square(2)),
            r -> pool(r, false, 1, new int[] {4, 4}, Window2d.square(2).stride(2).padding(1)),
            r -> pool(r, false, 2, new int[] {4, 4}, Window2d.square(2).stride(2).padding(1)));

    private final List<Function<Random, Problem>> levels;

    @SafeVarargs
    @SuppressWarnings("varargs") // the list copies the array
    ExerciseKind(Function<Random, Problem>... levels) {
        this.levels = List.of(levels);
    }

    /** The name on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Number of levels, counted from 1. */
    public int levels() {
        return levels.size();
    }

    /** Whether there is a kind with a name. */
    public static boolean exists(String id) {
        return Arrays.stream(values()).anyMatch(k -> k.id().equalsIgnoreCase(id));
    }

    /**
     * The kind with a name.
     *
     * @throws IllegalArgumentException if there is none; lists those there are
     */
    public static ExerciseKind of(String id) {
        return Arrays.stream(values()).filter(k -> k.id().equalsIgnoreCase(id)).findFirst().orElseThrow(() ->
                new IllegalArgumentException("exercise: there is no kind '" + id + "'. Choose one of "
                        + Arrays.stream(values()).map(ExerciseKind::id).toList()
                        + ", or a program of 'longhand learn list'."));
    }

    /** A random problem, which may be a bad exercise. */
    Problem draw(int level, Random random) {
        if (level < 1 || level > levels()) {
            throw new IllegalArgumentException("exercise: " + id() + " has no level " + level + ". Choose 1 to "
                    + levels() + ".");
        }
        return levels.get(level - 1).apply(random);
    }

    /** @param outputs output channels; 0 for a plain kernel matrix */
    private static Problem conv(Random r, int channels, int outputs, int[] size, Window2d window, boolean bias) {
        int kh = window.kernel().h();
        int kw = window.kernel().w();
        Values x = channels == 1 ? whole(r, 0, 9, size[0], size[1]) : whole(r, 0, 9, channels, size[0], size[1]);
        Values w = outputs > 1 ? whole(r, -2, 3, outputs, channels, kh, kw)
                : channels > 1 ? whole(r, -2, 3, channels, kh, kw) : whole(r, -2, 3, kh, kw);
        Values b = bias ? whole(r, 1, 5, Math.max(1, outputs)) : Explain.NONE;
        return ConvolutionProblem.of(x, w, b, window);
    }

    private static Problem pool(Random r, boolean max, int channels, int[] size, Window2d window) {
        boolean padded = window.padding().h() > 0 && max;
        int least = padded ? -9 : 0; // only where all of a window is negative does a padding of 0 make a difference
        int most = padded ? 2 : 9;
        Values x = channels == 1 ? whole(r, least, most, size[0], size[1])
                : whole(r, least, most, channels, size[0], size[1]);
        return PoolingProblem.of(x, window, max, true);
    }

    private static Values whole(Random r, int least, int most, int... dims) {
        double[] data = new double[Arrays.stream(dims).reduce(1, Math::multiplyExact)];
        Arrays.setAll(data, i -> least + r.nextInt(most - least + 1));
        return Values.of(data, dims);
    }
}
