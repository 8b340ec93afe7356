package longhand.explain.check;

import java.util.regex.Pattern;

/** Web pages with numbers in them as plain text. What is more than layout stays, so that no number is read from it. */
final class HtmlText {
    /** Elements of MathML that change a number. */
    private static final String FORMULA_TAG = "(?i:m(?:sqrt|root|frac|sup|sub|over|under)\\b)";
    private static final Pattern WITH_FORMULA = Pattern.compile("</?" + FORMULA_TAG);

    private HtmlText() {}

    /** The text without its tags; those that end a line do so. */
    static String plain(String html) {
        return html.replaceAll("(?i) ?<sup>\\s*(\\S{1,10}?)\\s*</sup>", "^$1").replaceAll("(?i) ?<sub>\\s*(\\S{1,10}?)\\s*</sub>", "_{$1}")
                .replaceAll("(?i)<br ?/?>|</(?:p|tr|div|li)>", "\n").replaceAll("</?(?!" + FORMULA_TAG + ")[a-zA-Z][^<>]{0,500}>", " ")
                .replace("&nbsp;", " ").replace("&minus;", "-").replace("&amp;", "&");
    }

    /** Whether an element is left that changes a number. */
    static boolean hasFormula(String line) {
        return WITH_FORMULA.matcher(line).find();
    }
}
