package longhand.explain.mistake;

import java.util.function.UnaryOperator;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Rearranged;
import longhand.explain.computation.Reduction;

/** A part of a finished answer is missing, empty or there twice, or its numbers were made into fewer. */
final class PartMistakes {
    private static final int MOST_LINES = 8;
    private static final int MOST_PLANES = 6;
    private final Changes<Computation> all;
    private final int rows;
    private final int columns;
    private final int planes;

    PartMistakes(Changes<Computation> all, Computation right) {
        int[] dims = right.dims();
        this.all = all;
        this.columns = Layout.columns(dims);
        this.rows = Layout.rows(dims);
        this.planes = Layout.planes(dims);
    }

    /** Rows and columns cut off, or of zeros around the answer. */
    PartMistakes crops() {
        String[] names = {"the first row is missing", "the last row is missing", "the first column is missing",
                "the last column is missing"};
        for (int i = 0; i < names.length; i++) {
            int side = i;
            if ((i < 2 ? rows : columns) > 1) {
                all.add(Stage.CROP, i % 2 == 1 ? Likelihood.USUAL : Likelihood.RARE, "part-missing", names[i],
                        c -> Layout.cropped(c, side == 0 ? 1 : 0, side == 1 ? 1 : 0, side == 2 ? 1 : 0,
                        side == 3 ? 1 : 0));
            }
        }
        crop(Likelihood.RARE, "border-of-zeros", "a border of zeros stands around the answer", -1, -1, -1, -1);
        crop(Likelihood.ODD, "border-of-zeros", "a row of zeros stands above and below the answer", -1, -1, 0, 0);
        crop(Likelihood.ODD, "border-of-zeros", "a column of zeros stands on both sides of the answer", 0, 0, -1, -1);
        crop(Likelihood.RARE, "row-of-zeros", "there is a row of zeros too many at the end", 0, -1, 0, 0);
        crop(Likelihood.RARE, "column-of-zeros", "there is a column of zeros too many at the end", 0, 0, 0, -1);
        if (rows > 2 && columns > 2) {
            crop(Likelihood.RARE, "part-missing", "the outer rows and columns are missing", 1, 1, 1, 1);
        }
        return this;
    }

    /** How many rows are cut off at each side; a negative number adds rows of zeros. */
    private void crop(Likelihood likelihood, String id, String sentence, int top, int bottom, int left, int right) {
        all.add(Stage.CROP, likelihood, id, sentence, c -> Layout.cropped(c, top, bottom, left, right));
    }

    /** The last rows, the last columns or a plane left as zeros; a line written twice. */
    PartMistakes gaps() {
        for (int row = 1; row < rows && rows <= MOST_LINES; row++) {
            int from = row;
            all.add(Stage.CROP, row == rows - 1 ? Likelihood.RARE : Likelihood.ODD, "part-empty",
                    row == rows - 1 ? "the last row is 0" : "the rows at the end are 0", ", from row " + row + " on",
                    c -> Layout.rows(c, i -> i < from ? i : Rearranged.NOTHING));
        }
        if (columns > 1) {
            all.add(Stage.CROP, Likelihood.RARE, "part-empty", "the last column is 0",
                    c -> Layout.columns(c, j -> j < Layout.columns(c.dims()) - 1 ? j : Rearranged.NOTHING));
        }
        if (rows > 2 && columns > 2) {
            all.add(Stage.CROP, Likelihood.RARE, "part-empty", "the outer rows and columns are 0",
                    c -> Layout.cropped(Layout.cropped(c, 1, 1, 1, 1), -1, -1, -1, -1));
        }
        for (int p = 0; p < planes && planes > 1 && planes <= MOST_PLANES; p++) {
            int empty = p;
            all.add(Stage.PLANES, Likelihood.RARE, "part-empty", "an output channel is 0", ": channel " + p,
                    c -> Layout.planes(c, q -> q == empty ? Rearranged.NOTHING : q));
        }
        if (rows > 1) {
            all.add(Stage.CROP, Likelihood.ODD, "row-twice", "the last row is the one before once more",
                    c -> Layout.rows(c, i -> Math.min(i, Layout.rows(c.dims()) - 2)));
        }
        all.add(Stage.CROP, Likelihood.ODD, "row-twice", "the last row stands there twice", c -> Layout.lastTwice(c));
        return this;
    }

    /** Sums and means of rows, of columns, of planes or of all numbers; sums that go on from number to number. */
    PartMistakes sums() {
        if (planes > 1) {
            all.add(Stage.PLANES, Likelihood.COMMON, "outputs-summed",
                    "the output channels were added up; there is a result for each of them",
                    c -> Joined.planes(c, Reduction.SUM));
            all.add(Stage.PLANES, Likelihood.USUAL, "outputs-averaged",
                    "the mean of the output channels was taken; there is a result for each of them",
                    c -> Joined.planes(c, Reduction.MEAN));
            all.add(Stage.PLANES, Likelihood.ODD, "outputs-maximum",
                    "the largest of the output channels was taken; there is a result for each of them",
                    c -> Joined.planes(c, Reduction.MAX));
        }
        if (rows * columns * planes > 1) {
            joined(Likelihood.RARE, "all numbers were added up", c -> Joined.all(c, Reduction.SUM));
            joined(Likelihood.RARE, "the mean of all numbers was given", c -> Joined.all(c, Reduction.MEAN));
            joined(Likelihood.ODD, "the largest of all numbers was given", c -> Joined.all(c, Reduction.MAX));
            all.add(Stage.LAYOUT, Likelihood.ODD, "running-total",
                    "each number contains those before it: the sum was not begun at 0 again",
                    c -> new Accumulated(c, c.size()));
            if (planes > 1) {
                all.add(Stage.LAYOUT, Likelihood.ODD, "running-total",
                        "each number contains those before it in its channel: the sum was not begun at 0 again",
                        c -> new Accumulated(c, Layout.rows(c.dims()) * Layout.columns(c.dims())));
            }
            all.add(Stage.CROP, Likelihood.ODD, "numbers-shifted",
                    "all numbers stand one place too far to the right, in the order of reading",
                    c -> Layout.shifted(c, -1));
            all.add(Stage.CROP, Likelihood.ODD, "numbers-shifted",
                    "all numbers stand one place too far to the left, in the order of reading",
                    c -> Layout.shifted(c, 1));
        }
        if (rows > 1 && columns > 1) {
            joined(Likelihood.RARE, "the numbers of each row were added up", c -> Joined.rows(c, Reduction.SUM));
            joined(Likelihood.RARE, "the numbers of each column were added up", c -> Joined.columns(c, Reduction.SUM));
            joined(Likelihood.ODD, "the mean of each row was given", c -> Joined.rows(c, Reduction.MEAN));
            joined(Likelihood.ODD, "the mean of each column was given", c -> Joined.columns(c, Reduction.MEAN));
        }
        return this;
    }

    private void joined(Likelihood likelihood, String sentence, UnaryOperator<Computation> change) {
        all.add(Stage.LAYOUT, likelihood, "answer-joined", sentence + "; there is a result for each place", change);
    }
}
