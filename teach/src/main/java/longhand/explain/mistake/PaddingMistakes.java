package longhand.explain.mistake;

import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import longhand.explain.computation.Axis;
import longhand.explain.computation.Border;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Walk;

/** The border around the image has another width, or other numbers. Convolution and pooling share them. */
final class PaddingMistakes<C extends Computation> {
    private final Changes<C> all;
    private final Function<C, Walk> get;
    private final BiFunction<C, Walk, C> with;
    private final Axis rows;
    private final Axis columns;
    /** Widths that were already added: "ignored" and "one less" can be the same. */
    private final Set<String> seen = new HashSet<>();

    PaddingMistakes(Changes<C> all, Function<C, Walk> get, BiFunction<C, Walk, C> with, C right) {
        this.all = all;
        this.get = get;
        this.with = with;
        this.rows = get.apply(right).rows();
        this.columns = get.apply(right).columns();
    }

    private UnaryOperator<C> padding(int top, int bottom, int left, int right) {
        return c -> {
            Walk w = get.apply(c);
            return with.apply(c, w.axes(w.rows().padding(top, bottom), w.columns().padding(left, right)));
        };
    }

    /** Ignored, off by one, exchanged between height and width, or on one side only. */
    PaddingMistakes<C> width() {
        int h = rows.before();
        int w = columns.before();
        both(Likelihood.COMMON, "ignored", "the padding was ignored", 0, 0);
        if (h > 0 && w > 0) {
            both(Likelihood.USUAL, "ignored-one-way", "the padding above and below was ignored", 0, w);
            both(Likelihood.USUAL, "ignored-one-way", "the padding on the left and right was ignored", h, 0);
        }
        both(Likelihood.COMMON, "exchanged", "the paddings of rows and columns were exchanged", w, h);
        String none = h + w == 0 ? "a border was added although there is no padding" : "the padding is off by one";
        both(Likelihood.USUAL, "off-by-one", none, h + 1, w + 1);
        both(Likelihood.USUAL, "off-by-one", none, h - 1, w - 1);
        int[][] near = {{1, 0}, {0, 1}, {-1, 0}, {0, -1}};
        for (int[] d : near) {
            both(Likelihood.RARE, "off-by-one", none, h + d[0], w + d[1]);
        }
        if (h + w > 0) {
            both(Likelihood.RARE, "doubled", "the padding was doubled: it is the width on each side", 2 * h, 2 * w);
            both(Likelihood.RARE, "halved",
                    "the padding was halved: it is the width on each side, not of both together", h / 2, w / 2);
        }
        both(Likelihood.RARE, "same-size", "so much padding was used that the size stays the same", sameSize(rows),
                sameSize(columns));
        both(Likelihood.RARE, "full", "so much padding was used that each kernel element meets each pixel", full(rows),
                full(columns));
        both(Likelihood.RARE, "stride-as-padding", "the stride was used as the padding", rows.stride(),
                columns.stride());
        return this;
    }

    private static int sameSize(Axis a) {
        return a.dilation() * (a.kernel() - 1) / 2;
    }

    private static int full(Axis a) {
        return a.dilation() * (a.kernel() - 1);
    }

    private void both(Likelihood likelihood, String id, String sentence, int h, int w) {
        if (h >= 0 && w >= 0 && (h != rows.before() || w != columns.before())
                && seen.add(h + " " + h + " " + w + " " + w)) {
            all.add(Stage.PADDING, likelihood, "padding-" + id, sentence,
                    WalkMistakes.instead(h, w, rows.before(), columns.before()), padding(h, h, w, w));
        }
    }

    /** Padding on some sides only. */
    PaddingMistakes<C> sides() {
        int h = rows.before();
        int w = columns.before();
        if (h + w == 0) {
            for (int n : new int[] {1, rows.kernel() - 1}) {
                sides(Likelihood.RARE, n, n, n > 0 ? 0b1010 : 0, "although there is no padding: ");
                sides(Likelihood.RARE, n, n, n > 0 ? 0b0101 : 0, "although there is no padding: ");
            }
            return this;
        }
        // Bits: top, bottom, left, right. 0, the two directions and all sides are other mistakes, or none.
        for (int sides = 1; sides < 15; sides++) {
            if (sides != 0b1100 && sides != 0b0011) {
                sides(sides == 0b1010 || sides == 0b0101 ? Likelihood.USUAL : Likelihood.RARE, h, w, sides, "");
            }
        }
        sides(Likelihood.RARE, 2 * h, 2 * w, 0b1010, "all of it: ");
        sides(Likelihood.RARE, 2 * h, 2 * w, 0b0101, "all of it: ");
        return this;
    }

    private void sides(Likelihood likelihood, int h, int w, int sides, String although) {
        int[] on = {(sides & 8) > 0 ? h : 0, (sides & 4) > 0 ? h : 0, (sides & 2) > 0 ? w : 0, (sides & 1) > 0 ? w : 0};
        StringBuilder names = new StringBuilder();
        String[] name = {"above", "below", "on the left", "on the right"};
        for (int i = 0; i < on.length; i++) {
            names.append(on[i] == 0 ? "" : names.isEmpty() ? name[i] : ", " + name[i]);
        }
        if (!names.isEmpty() && seen.add(on[0] + " " + on[1] + " " + on[2] + " " + on[3])) {
            all.add(Stage.PADDING, likelihood, "padding-one-side", "a border was added on some sides only",
                    " (" + although + names + ")", padding(on[0], on[1], on[2], on[3]));
        }
    }

    /** Other numbers in the border. */
    PaddingMistakes<C> numbers(String right) {
        if (rows.before() + columns.before() + rows.after() + columns.after() == 0) {
            return this;
        }
        border(Likelihood.USUAL, "ones", "the border was filled with ones", right, Border.constant(1));
        border(Likelihood.RARE, "minus-ones", "the border was filled with −1", right, Border.constant(-1));
        border(Likelihood.USUAL, "edge", "the border was filled with the numbers at the edge", right,
                new Border(Border.Kind.EDGE, 0));
        border(Likelihood.USUAL, "reflected", "the border was filled by reflection", right,
                new Border(Border.Kind.REFLECT, 0));
        border(Likelihood.RARE, "reflected", "the border was filled by reflection, with the edge repeated", right,
                new Border(Border.Kind.MIRROR, 0));
        border(Likelihood.RARE, "wrapped", "the border was filled from the opposite side", right,
                new Border(Border.Kind.WRAP, 0));
        return this;
    }

    /** Another kind of border. */
    void border(Likelihood likelihood, String id, String sentence, String right, Border border) {
        all.add(Stage.BORDER, likelihood, "padding-" + id, sentence + "; " + right,
                c -> with.apply(c, get.apply(c).border(border)));
    }
}
