package longhand.explain.mistake;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import longhand.explain.computation.Axis;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Walk;

/** The window moves otherwise: stride, dilation and size of the window. Convolution and pooling share them. */
final class WalkMistakes<C extends Computation> {
    private final Changes<C> all;
    private final Function<C, Walk> get;
    private final BiFunction<C, Walk, C> with;
    private final C right;
    private final Axis rows;
    private final Axis columns;
    /** Settings that were already added: "ignored" and "one less" can be the same. */
    private final Set<String> seen = new HashSet<>();

    WalkMistakes(Changes<C> all, Function<C, Walk> get, BiFunction<C, Walk, C> with, C right) {
        this.all = all;
        this.get = get;
        this.with = with;
        this.right = right;
        this.rows = get.apply(right).rows();
        this.columns = get.apply(right).columns();
    }

    /** The change of a computation that changes its axes. */
    private UnaryOperator<C> axes(UnaryOperator<Axis> newRows, UnaryOperator<Axis> newColumns) {
        return c -> {
            Walk w = get.apply(c);
            return with.apply(c, w.axes(newRows.apply(w.rows()), newColumns.apply(w.columns())));
        };
    }

    /** {@code : 2 instead of 3}, for both directions at once if they are alike. */
    static String instead(int wrongRows, int wrongColumns, int rightRows, int rightColumns) {
        boolean square = wrongRows == wrongColumns && rightRows == rightColumns;
        return square ? ": " + wrongRows + " instead of " + rightRows
                : ": (" + wrongRows + ", " + wrongColumns + ") instead of (" + rightRows + ", " + rightColumns + ")";
    }

    /** Ignored, off by one, exchanged between height and width, or another setting in its place. */
    WalkMistakes<C> stride() {
        int h = rows.stride();
        int w = columns.stride();
        stride(Likelihood.COMMON, "ignored", "the stride was ignored: the window was moved by 1", 1, 1);
        if (h > 1 || w > 1) {
            ignoredInItsSize();
        }
        if (h > 1 && w > 1) {
            stride(Likelihood.USUAL, "ignored-one-way", "the stride was ignored from row to row", 1, w);
            stride(Likelihood.USUAL, "ignored-one-way", "the stride was ignored from column to column", h, 1);
        }
        int[][] near = {{1, 1}, {-1, -1}, {1, 0}, {0, 1}, {-1, 0}, {0, -1}};
        for (int i = 0; i < near.length; i++) {
            stride(i < 2 ? Likelihood.USUAL : Likelihood.RARE, "off-by-one", "the stride is off by one", h + near[i][0],
                    w + near[i][1]);
        }
        stride(Likelihood.COMMON, "exchanged", "the strides of rows and columns were exchanged", w, h);
        stride(Likelihood.COMMON, "of-window", "the window was moved by its own size instead of the stride",
                rows.kernel(), columns.kernel());
        stride(Likelihood.RARE, "doubled", "the stride was doubled", 2 * h, 2 * w);
        stride(Likelihood.RARE, "dilation-as-stride", "the dilation was used as the stride", rows.dilation(),
                columns.dilation());
        stride(Likelihood.RARE, "padding-as-stride", "the padding was used as the stride", rows.before(),
                columns.before());
        return this;
    }

    /** Moved by 1, but as many results as with the stride; a gradient has its size anyway. */
    private void ignoredInItsSize() {
        if (!Arrays.equals(right.dims(), axes(a -> a.stride(1), a -> a.stride(1)).apply(right).dims())) {
            UnaryOperator<Axis> ignored = a -> a.stride(1).more(a.out() - a.stride(1).out());
            all.add(Stage.STRIDE, Likelihood.USUAL, "stride-ignored", "the window was moved by 1, though there are as "
                    + "many results as with the stride", instead(1, 1, rows.stride(), columns.stride()),
                    axes(ignored, ignored));
        }
    }

    private void stride(Likelihood likelihood, String id, String sentence, int h, int w) {
        if (h >= 1 && w >= 1 && (h != rows.stride() || w != columns.stride()) && seen.add("stride " + h + " " + w)) {
            all.add(Stage.STRIDE, likelihood, "stride-" + id, sentence, instead(h, w, rows.stride(), columns.stride()),
                    axes(a -> a.stride(h), a -> a.stride(w)));
        }
    }

    /** Ignored, off by one, exchanged between height and width, or doubled. */
    WalkMistakes<C> dilation() {
        int h = rows.dilation();
        int w = columns.dilation();
        String neighbours = "the dilation was ignored: the kernel's elements were laid on neighbouring pixels";
        dilation(Likelihood.COMMON, "ignored", neighbours, 1, 1);
        if (h > 1 && w > 1) {
            dilation(Likelihood.USUAL, "ignored-one-way", "the dilation was ignored from row to row", 1, w);
            dilation(Likelihood.USUAL, "ignored-one-way", "the dilation was ignored from column to column", h, 1);
        }
        String off = "the dilation is off by one: a dilation of d moves d pixels from element to element, it does not skip d";
        boolean dilated = h > 1 || w > 1;
        dilation(dilated ? Likelihood.USUAL : Likelihood.RARE, "off-by-one", off, h + 1, w + 1);
        dilation(Likelihood.RARE, "off-by-one", "the dilation is off by one", h - 1, w - 1);
        if (dilated) {
            dilation(Likelihood.RARE, "off-by-one", "the dilation is off by one", h + 1, w);
            dilation(Likelihood.RARE, "off-by-one", "the dilation is off by one", h, w + 1);
            dilation(Likelihood.RARE, "doubled", "the dilation was doubled", 2 * h, 2 * w);
        }
        dilation(Likelihood.COMMON, "exchanged", "the dilations of rows and columns were exchanged", w, h);
        dilation(Likelihood.RARE, "stride-as-dilation", "the stride was used as the dilation", rows.stride(),
                columns.stride());
        return this;
    }

    private void dilation(Likelihood likelihood, String id, String sentence, int h, int w) {
        boolean other = rows.kernel() > 1 && h != rows.dilation() || columns.kernel() > 1 && w != columns.dilation();
        if (h >= 1 && w >= 1 && other && seen.add("dilation " + h + " " + w)) {
            all.add(Stage.DILATION, likelihood, "dilation-" + id, sentence,
                    instead(h, w, rows.dilation(), columns.dilation()), axes(a -> a.dilation(h), a -> a.dilation(w)));
        }
    }

    /** Windows that are left out or too many; windows that begin later. */
    WalkMistakes<C> count() {
        String plusOne = ", as where the + 1 at the end of the formula for the output size is forgotten";
        count(Likelihood.USUAL, "last-window-missing", "the last row and the last column of windows are missing"
                + plusOne, -1, -1);
        count(Likelihood.USUAL, "last-window-missing", "the last row of windows is missing" + plusOne, -1, 0);
        count(Likelihood.USUAL, "last-window-missing", "the last column of windows is missing" + plusOne, 0, -1);
        count(Likelihood.RARE, "window-too-many",
                "there is a row and a column of windows too many, which hang over the edge", 1, 1);
        count(Likelihood.RARE, "window-too-many", "there is a row of windows too many, which hangs over the edge", 1,
                0);
        count(Likelihood.RARE, "window-too-many", "there is a column of windows too many, which hangs over the edge",
                0, 1);
        later(Likelihood.RARE, "first-window-missing", "the first row and the first column of windows are missing", 1,
                1);
        later(Likelihood.RARE, "first-window-missing", "the first row of windows is missing", 1, 0);
        later(Likelihood.RARE, "first-window-missing", "the first column of windows is missing", 0, 1);
        if (rows.stride() > 1 || columns.stride() > 1) {
            start(Likelihood.RARE, "the first window was laid one pixel further down and to the right; it begins in the first row "
                    + "and column", 1, 1);
            start(Likelihood.ODD, "the first window was laid one pixel further down", 1, 0);
            start(Likelihood.ODD, "the first window was laid one pixel further to the right", 0, 1);
            all.add(Stage.COUNT, Likelihood.RARE, "windows-from-the-end",
                    "the windows were laid from the last row and column " + "backwards; they begin at the first",
                    axes(WalkMistakes::fromTheEnd, WalkMistakes::fromTheEnd));
        }
        all.add(Stage.COUNT, Likelihood.USUAL, "size-rounding", rows.ceil()
                ? "the output size was rounded down; here a last window may hang over the edge"
                : "the output size was rounded up; a last window that hangs over the edge does not count",
                axes(a -> a.ceil(!a.ceil()),
                        a -> a.ceil(!a.ceil())));
        return this;
    }

    private void count(Likelihood likelihood, String id, String sentence, int h, int w) {
        all.add(Stage.COUNT, likelihood, id, sentence, axes(a -> a.more(h), a -> a.more(w)));
    }

    private void later(Likelihood likelihood, String id, String sentence, int h, int w) {
        all.add(Stage.COUNT, likelihood, id, sentence, axes(a -> a.padding(a.before() - h * a.stride(), a.after()),
                a -> a.padding(a.before() - w * a.stride(), a.after())));
    }

    private void start(Likelihood likelihood, String sentence, int h, int w) {
        all.add(Stage.COUNT, likelihood, "start-off-by-one", sentence, axes(a -> a.padding(a.before() - h, a.after()),
                a -> a.padding(a.before() - w, a.after())));
    }

    private static Axis fromTheEnd(Axis a) {
        int unused = a.in() + a.before() + a.after() - a.dilation() * (a.kernel() - 1) - 1 - (a.out() - 1) * a.stride();
        return a.padding(a.before() - unused, a.after());
    }

    /** A window of another size: only a pooling can have it, the kernel of a convolution is given. */
    WalkMistakes<C> window() {
        int h = rows.kernel();
        int w = columns.kernel();
        int[][] sizes = {{h + 1, w + 1}, {h - 1, w - 1}, {w, h}, {h, w + 1}, {h + 1, w}, {h, w - 1}, {h - 1, w}};
        for (int i = 0; i < sizes.length; i++) {
            window(i == 2 ? Likelihood.COMMON : i < 2 ? Likelihood.USUAL : Likelihood.RARE, i == 2 ? "window-exchanged"
                    : "window-size", i == 2 ? "height and width of the window were exchanged"
                    : "the window has another size", sizes[i][0], sizes[i][1]);
        }
        window(Likelihood.RARE, "window-size", "the window has one row only", 1, w);
        window(Likelihood.RARE, "window-size", "the window has one column only", h, 1);
        all.add(Stage.WINDOW, Likelihood.RARE, "window-whole", "the whole image was pooled into one number",
                axes(a -> a.kernel(a.in()).padding(0, 0), a -> a.kernel(a.in()).padding(0, 0)));
        return this;
    }

    private void window(Likelihood likelihood, String id, String sentence, int h, int w) {
        if (h >= 1 && w >= 1 && (h != rows.kernel() || w != columns.kernel()) && seen.add("window " + h + " " + w)) {
            all.add(Stage.WINDOW, likelihood, id, sentence, instead(h, w, rows.kernel(), columns.kernel()),
                    axes(a -> a.kernel(h), a -> a.kernel(w)));
        }
    }
}
