package longhand.explain.mistake;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import longhand.explain.computation.Channels;
import longhand.explain.computation.Channels.Output;
import longhand.explain.computation.Convolution;
import longhand.explain.computation.Planes;

/**
 * Something else is done with patch and kernel of a convolution than to multiply the numbers that lie on each other.
 */
final class KernelMistakes {
    private static final int MOST_LINES = 5;
    private final Changes<Convolution> all;
    private final Convolution right;
    private final int rows;
    private final int columns;

    KernelMistakes(Changes<Convolution> all, Convolution right) {
        this.all = all;
        this.right = right;
        this.rows = right.w().rows();
        this.columns = right.w().columns();
    }

    /** Patch and kernel multiplied as matrices, or as two sums. */
    KernelMistakes products() {
        if (rows * columns == 1) {
            return this;
        }
        String each = "; numbers that lie on each other are multiplied";
        if (rows == columns) {
            // The sum of all numbers of a matrix product: each row sum of one meets each column sum of the other.
            numbers(Likelihood.RARE, "matrix-product",
                    "patch and kernel were multiplied as matrices before all numbers were added up" + each, "",
                    (p, i, j) -> sum(p, at -> at / columns == j));
            numbers(Likelihood.RARE, "matrix-product",
                    "kernel and patch were multiplied as matrices before all numbers were added up" + each, "",
                    (p, i, j) -> sum(p, at -> at % columns == i));
        }
        numbers(Likelihood.RARE, "sums-multiplied", "patch and kernel were added up before they were multiplied" + each,
                "", (p, i, j) -> sum(p, at -> true));
        int met = right.channels().outputs().getFirst().x().length;
        int filter = met * rows * columns;
        if (met > 1) {
            all.add(Stage.KERNEL_NUMBERS, Likelihood.RARE, "sums-multiplied",
                    "patch and kernel were added up over all channels before they were multiplied" + each,
                    c -> c.w(c.w().mapAt((v, i) -> IntStream.range(i - i % filter, i - i % filter + filter)
                            .mapToDouble(c.w()::get).sum())));
        }
        return this;
    }

    /** Only a diagonal, a row or a column of the kernel was used, or one was forgotten. */
    KernelMistakes parts() {
        if (rows == columns && rows > 1) {
            kept(Likelihood.RARE, "only the diagonal of the kernel was used", "", (i, j) -> i == j);
            kept(Likelihood.ODD, "only the other diagonal of the kernel was used", "",
                    (i, j) -> i + j == columns - 1);
        }
        for (int line = 0; line < MOST_LINES; line++) {
            int n = line;
            if (rows > 1 && n < rows) {
                kept(Likelihood.ODD, "one row of the kernel was forgotten", ": row " + n, (i, j) -> i != n);
                kept(Likelihood.ODD, "only one row of the kernel was used", ": row " + n, (i, j) -> i == n);
            }
            if (columns > 1 && n < columns) {
                kept(Likelihood.ODD, "one column of the kernel was forgotten", ": column " + n, (i, j) -> j != n);
                kept(Likelihood.ODD, "only one column of the kernel was used", ": column " + n, (i, j) -> j == n);
            }
        }
        return this;
    }

    /** The bias put into the sum: added to each number of the kernel, or of the input. */
    KernelMistakes biasInside() {
        int in = right.x().count();
        if (right.bias().size() != right.channels().count()) {
            return this;
        }
        String once = "; it is added to the sum";
        int plane = rows * columns;
        int met = right.channels().outputs().getFirst().x().length;
        all.add(Stage.BIAS, Likelihood.RARE, "bias-inside", "the bias was added to each number of the kernel" + once,
                c -> c.w(c.w().mapAt((v, i) -> v + c.bias().get(i / plane / met)))
                .channels(c.channels().biases(b -> -1)));
        all.add(Stage.BIAS, Likelihood.RARE, "bias-inside",
                "the bias was added to each number of the input, before the sum" + once, c -> withInputs(c, in));
        return this;
    }

    /** A copy of the input for each output channel, with its bias in every number. */
    private static Convolution withInputs(Convolution c, int in) {
        int plane = c.x().rows() * c.x().columns();
        int out = c.channels().count();
        Planes copies = Planes.filled(0, out * in, c.x().rows(), c.x().columns())
                .mapAt((v, i) -> c.x().get(i % (in * plane)) + c.bias().get(i / (in * plane)));
        return c.x(copies).channels(Channels.of(out, o -> {
            Output now = c.channels().outputs().get(o);
            return new Output(Channels.range(now.x().length, m -> o * in + now.x()[m]), now.k(), -1);
        }));
    }

    /** The gaps of a dilation between the numbers of the input instead of those of the kernel. */
    KernelMistakes spreadInput() {
        int h = right.walk().rows().dilation();
        int w = right.walk().columns().dilation();
        if (h * w > 1) {
            all.add(Stage.DILATION, Likelihood.RARE, "dilation-of-input",
                    "zeros were put between the numbers of the input; a dilation spreads the kernel",
                    c -> c.x(spread(c.x(), h, w)).walk(c.walk()
                            .image((c.x().rows() - 1) * h + 1, (c.x().columns() - 1) * w + 1)
                            .axes(c.walk().rows().in((c.x().rows() - 1) * h + 1).dilation(1),
                                    c.walk().columns().in((c.x().columns() - 1) * w + 1).dilation(1))));
        }
        return this;
    }

    private static Planes spread(Planes x, int h, int w) {
        int newRows = (x.rows() - 1) * h + 1;
        int newColumns = (x.columns() - 1) * w + 1;
        return Planes.filled(0, x.count(), newRows, newColumns).mapAt((zero, i) -> {
            int row = i / newColumns % newRows;
            int column = i % newColumns;
            boolean filled = row % h == 0 && column % w == 0;
            return filled ? x.get(i / (newRows * newColumns), row / h, column / w) : zero;
        });
    }

    /** What stands in a row and column of a kernel plane instead. */
    private interface Element {
        double of(double[] plane, int row, int column);
    }

    private interface Place {
        boolean at(int row, int column);
    }

    private void kept(Likelihood likelihood, String sentence, String detail, Place place) {
        numbers(likelihood, "part-of-kernel", sentence + "; each of its numbers meets one of the input", detail,
                (p, i, j) -> place.at(i, j) ? p[i * columns + j] : 0);
    }

    private void numbers(Likelihood likelihood, String id, String sentence, String detail, Element element) {
        int plane = rows * columns;
        all.add(Stage.KERNEL_NUMBERS, likelihood, id, sentence, detail, c -> {
            double[][] planes = new double[c.w().count()][plane];
            for (int i = 0; i < c.w().size(); i++) {
                planes[i / plane][i % plane] = c.w().get(i);
            }
            return c.w(c.w().mapAt((v, i) -> element.of(planes[i / plane], i % plane / columns, i % columns)));
        });
    }

    private static double sum(double[] plane, IntPredicate which) {
        double sum = 0;
        for (int i = 0; i < plane.length; i++) {
            sum += which.test(i) ? plane[i] : 0;
        }
        return sum;
    }
}
