package longhand.explain.mistake;

import java.util.function.UnaryOperator;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Turn;

/**
 * An array is read otherwise than it stands: turned, mirrored, without its signs, with one number or one plane wrong.
 */
final class OperandMistakes<C extends Computation> {
    private static final int MOST_LINES = 12;
    private static final int FEW_PLANES = 4;
    private static final int MOST_PLANES = 16;
    private static final int MOST_ELEMENTS = 25;
    private final Changes<C> all;
    private final Slot<C> slot;
    private final Planes now;

    OperandMistakes(Changes<C> all, Slot<C> slot, C right) {
        this.all = all;
        this.slot = slot;
        this.now = slot.get().apply(right);
    }

    private void add(Stage stage, Likelihood likelihood, String id, String was, String detail,
            UnaryOperator<Planes> change) {
        all.add(stage, likelihood, slot.id() + "-" + id, "the " + slot.name() + " " + was + "; " + slot.right(), detail,
                slot.changed(change));
    }

    /** How a turned array is spoken of. */
    static String turned(Turn turn) {
        return switch (turn) {
            case HALF -> "was rotated by 180°";
            case MIRROR_COLUMNS -> "was mirrored left to right";
            case MIRROR_ROWS -> "was turned upside down";
            case TRANSPOSE -> "was transposed (rows and columns exchanged)";
            case ANTITRANSPOSE -> "was mirrored at the other diagonal";
            case QUARTER_RIGHT -> "was rotated by 90° to the right";
            case QUARTER_LEFT -> "was rotated by 90° to the left";
        };
    }

    /** The end of an id. */
    static String id(Turn turn) {
        return switch (turn) {
            case HALF -> "flipped";
            case MIRROR_COLUMNS, MIRROR_ROWS -> "mirrored";
            case TRANSPOSE -> "transposed";
            case ANTITRANSPOSE -> "antitransposed";
            case QUARTER_RIGHT, QUARTER_LEFT -> "rotated";
        };
    }

    /** Rotated, mirrored, transposed, filled in column by column, two rows or columns exchanged. */
    OperandMistakes<C> order(Likelihood half, Likelihood others) {
        return order(half, others, "");
    }

    /** @param ofHalf a remark on a rotation by 180° */
    OperandMistakes<C> order(Likelihood half, Likelihood others, String ofHalf) {
        for (Turn turn : Turn.values()) {
            Likelihood likelihood = turn == Turn.HALF || turn == Turn.TRANSPOSE ? half
                    : turn == Turn.MIRROR_COLUMNS || turn == Turn.MIRROR_ROWS ? others : Likelihood.RARE;
            add(slot.order(), likelihood, id(turn), turned(turn) + (turn == Turn.HALF ? ofHalf : ""), "",
                    p -> p.turned(turn));
        }
        if (now.rows() != now.columns() && now.rows() > 1 && now.columns() > 1) {
            add(slot.order(), Likelihood.RARE, "by-columns", "was filled in column by column", "",
                    OperandMistakes::byColumns);
            add(slot.order(), Likelihood.RARE, "reshaped", "was read with rows and columns of exchanged lengths", "",
                    p -> p.reshaped(p.count(), p.columns(), p.rows()));
        }
        for (int i = 0; i + 1 < now.rows() && now.rows() <= MOST_LINES && now.rows() > 2; i++) {
            int row = i;
            add(slot.order(), Likelihood.ODD, "rows-exchanged", "has two rows exchanged",
                    ": rows " + row + " and " + (row + 1), p -> exchangedRows(p, row, row + 1));
            add(slot.order(), Likelihood.ODD, "row-twice", "was read with one row in the place of another",
                    ": row " + row + " for row " + (row + 1),
                    p -> p.rearranged(at -> at / p.columns() % p.rows() == row + 1 ? at - p.columns() : at));
        }
        for (int j = 0; j + 1 < now.columns() && now.columns() <= MOST_LINES && now.columns() > 2; j++) {
            int column = j;
            add(slot.order(), Likelihood.ODD, "columns-exchanged", "has two columns exchanged",
                    ": columns " + column + " and " + (column + 1),
                    p -> exchangedRows(p.turned(Turn.TRANSPOSE), column, column + 1).turned(Turn.TRANSPOSE));
        }
        return this;
    }

    /** The numbers of each plane in reading order, written column by column. */
    private static Planes byColumns(Planes p) {
        int plane = p.rows() * p.columns();
        return p.rearranged(i -> i - i % plane + i % p.columns() * p.rows() + i % plane / p.columns());
    }

    private static Planes exchangedRows(Planes p, int a, int b) {
        return p.rearranged(i -> {
            int row = i / p.columns() % p.rows();
            return row == a ? i + (b - a) * p.columns() : row == b ? i - (b - a) * p.columns() : i;
        });
    }

    /** Minus signs dropped, all signs changed, negative numbers set to 0. */
    OperandMistakes<C> signs(Likelihood dropped) {
        add(slot.signs(), dropped, "signs-dropped", "lost its minus signs", "", p -> p.map(Math::abs));
        add(slot.signs(), Likelihood.RARE, "negated", "was taken with all signs changed", "", p -> p.map(v -> -v));
        add(slot.signs(), Likelihood.RARE, "relu", "had its negative numbers set to 0 (ReLU) before it was used", "",
                p -> p.map(v -> Math.max(0, v)));
        return this;
    }

    /** Taken as ones, rounded, squared, or divided by its sum. */
    OperandMistakes<C> numbers() {
        add(slot.numbers(), Likelihood.RARE, "ones", "was taken as ones: its numbers were not used", "",
                p -> p.map(v -> 1));
        add(slot.numbers(), Likelihood.ODD, "squared", "was squared", "", p -> p.map(v -> v * v));
        add(slot.numbers(), Likelihood.ODD, "divided-by-sum", "was divided by the sum of its numbers", "",
                OperandMistakes::dividedBySum);
        add(slot.numbers(), Likelihood.ODD, "only-signs", "was reduced to its signs", "", p -> p.map(Math::signum));
        add(slot.numbers(), Likelihood.RARE, "truncated", "lost its decimals", "",
                p -> p.map(v -> v < 0 ? Math.ceil(v) : Math.floor(v)));
        add(slot.numbers(), Likelihood.RARE, "rounded", "was rounded to whole numbers before it was used", "",
                p -> p.map(Math::rint));
        return this;
    }

    private static Planes dividedBySum(Planes p) {
        double sum = 0;
        for (int i = 0; i < p.size(); i++) {
            sum += p.get(i);
        }
        double divisor = sum;
        return p.map(v -> v / divisor);
    }

    /** One element of every plane forgotten, or with the wrong sign. */
    OperandMistakes<C> elements(Likelihood forgotten) {
        int plane = now.rows() * now.columns();
        if (plane > MOST_ELEMENTS || plane < 2) {
            return this;
        }
        for (int e = 0; e < plane; e++) {
            int element = e;
            String where = ": the one in row " + e / now.columns() + ", column " + e % now.columns()
                    + ", counted from 0";
            add(slot.numbers(), forgotten, "element-forgotten",
                    "was used without one of its numbers: that product was forgotten " + "throughout", where,
                    p -> p.withEach(element, v -> 0));
            add(slot.numbers(), Likelihood.ODD, "element-sign",
                    "was used with a wrong sign of one of its numbers throughout", where,
                    p -> p.withEach(element, v -> -v));
        }
        return this;
    }

    /** One plane turned, mirrored, without signs, negated or left out, the others right. */
    OperandMistakes<C> onePlane(String plane) {
        for (int i = 0; i < now.count() && now.count() > 1 && now.count() <= MOST_PLANES; i++) {
            int wrong = i;
            String where = ", in " + plane + " " + i + " only";
            Likelihood likelihood = now.count() <= FEW_PLANES ? Likelihood.RARE : Likelihood.ODD;
            for (Turn turn : new Turn[] {Turn.HALF, Turn.TRANSPOSE, Turn.MIRROR_COLUMNS, Turn.MIRROR_ROWS}) {
                if (!turn.exchangesSides() || now.rows() == now.columns()) {
                    add(slot.order(), likelihood, id(turn), turned(turn), where, p -> p.with(wrong, p.turned(turn)));
                }
            }
            add(slot.signs(), likelihood, "signs-dropped", "lost its minus signs", where,
                    p -> p.with(wrong, p.map(Math::abs)));
            add(slot.signs(), likelihood, "negated", "was taken with all signs changed", where,
                    p -> p.with(wrong, p.map(v -> -v)));
        }
        return this;
    }
}
