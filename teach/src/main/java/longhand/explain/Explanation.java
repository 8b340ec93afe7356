package longhand.explain;

import java.util.List;
import longhand.names.NearestName;

/**
 * An operation on small arrays together with the working of every number it computes.
 *
 * <p>This is the one model that all three renderers show: {@link #text}, {@link #markdown} and {@link #html} (a
 * self-contained interactive page).
 *
 * @param title what is computed: 2-D cross-correlation
 * @param rule the formula in words or symbols
 * @param facts further lines, such as the output size with the numbers put in
 * @param operands the arrays that are read, in the order in which they are shown
 * @param views the ways to look at it; the first is the result
 * @param setup what all of it was made from
 */
public record Explanation(String title, String rule, List<String> facts, List<Operand> operands, List<View> views,
        Setup setup) {
    /** Beyond so many numbers a text takes minutes to write, and nobody reads it. */
    private static final int MOST_NUMBERS = 200_000;

    public Explanation {
        facts = List.copyOf(facts);
        operands = List.copyOf(operands);
        views = List.copyOf(views);
    }

    /**
     * The working of one number of the result.
     *
     * @param index its place; leading dimensions of size 1 may be left out
     * @throws longhand.shape.ShapeException if there is no such place
     */
    public Working cell(int... index) {
        return views.getFirst().cell(index);
    }

    /**
     * The view with a name, as in {@link ViewNames}; older names are understood.
     *
     * @throws IllegalArgumentException if there is none; the message lists the names
     */
    public View view(String name) {
        String wanted = ViewNames.of(name);
        return views.stream().filter(v -> v.name().equals(wanted)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("explain: " + title + " has no view '" + name + "'. "
                        + NearestName.fix(name, views.stream().map(View::name).toList())));
    }

    /** The workings of all numbers of the result, in row-major order. */
    public List<Working> all() {
        return views.getFirst().all();
    }

    /** The result. */
    public Values result() {
        return views.getFirst().target().values();
    }

    /** The views that are no gradients: the result, and the loss if there is one. */
    private List<View> forwardViews() {
        return views.stream().filter(v -> v.name().equals(ViewNames.FORWARD) || v.name().equals(ViewNames.LOSS))
                .toList();
    }

    private static List<View> readable(List<View> some) {
        long numbers = some.stream().mapToLong(v -> Index.size(v.dims())).sum();
        if (numbers > MOST_NUMBERS) {
            throw new IllegalArgumentException("explain: the text would hold " + numbers + " numbers. Rule: "
                    + MOST_NUMBERS + " are the most. Fix: cut a smaller part out of the input, or ask for one cell.");
        }
        return some;
    }

    /** The operands that some views read: the gradient that arrives only matters to gradients. */
    List<Operand> readBy(List<View> some) {
        boolean gradients = some.stream().anyMatch(v -> ViewNames.isGradient(v.name()));
        return operands.stream().filter(o -> gradients || !o.isGradient()).toList();
    }

    /** The result, and the loss if there is one, as plain text. */
    public String text() {
        return TextRenderer.explanation(this, readable(forwardViews()));
    }

    /**
     * One view as plain text.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists the names
     */
    public String text(String view) {
        return TextRenderer.explanation(this, readable(List.of(view(view))));
    }

    /** The result, and the loss if there is one, as Markdown with LaTeX formulas. */
    public String markdown() {
        return MarkdownRenderer.explanation(this, readable(forwardViews()));
    }

    /**
     * One view as Markdown with LaTeX formulas.
     *
     * @throws IllegalArgumentException if there is none of this name; the message lists the names
     */
    public String markdown(String view) {
        return MarkdownRenderer.explanation(this, readable(List.of(view(view))));
    }

    /** All views as one self-contained HTML page, whose numbers can be changed. */
    public String html() {
        return HtmlRenderer.page(this);
    }

    /** Same as {@link #text}. */
    @Override
    public String toString() {
        return text();
    }
}
