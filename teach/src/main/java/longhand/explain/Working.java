package longhand.explain;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How one number of a result comes about: its name and place, the lines that lead to it (the last line gives the
 * number), and a remark.
 *
 * @param name the array that holds the number: Y, or dX for a gradient
 * @param index where it stands in that array
 * @param steps at least one line
 * @param note a remark in a sentence without full stop; may be empty
 */
public record Working(String name, List<Integer> index, List<Step> steps, String note) {

    public Working {
        index = List.copyOf(index);
        steps = List.copyOf(steps);
    }

    /** A working of a single line. */
    static Working line(String name, int[] index, Expr expr, String note) {
        return new Working(name, boxed(index), List.of(new Step("", expr)), note);
    }

    static List<Integer> boxed(int[] index) {
        return IntStream.of(index).boxed().toList();
    }

    /** The number. */
    public double value() {
        return steps.getLast().expr().value();
    }

    /** The place, as in {@code Y[0, 1]}; the name alone for a single number. */
    public String target() {
        return index.isEmpty() ? name : name + index.stream().map(String::valueOf)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** {@code Y[0, 0] = 0·0 + 1·1 + 3·2 + 4·3 = 19}, or several lines. */
    public String text() {
        return TextRenderer.working(this);
    }

    /** The working as a LaTeX formula between {@code $$}, for Markdown and notebooks. */
    public String markdown() {
        return MarkdownRenderer.working(this);
    }

    /** Same as {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
