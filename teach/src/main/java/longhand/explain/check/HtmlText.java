package longhand.explain.check;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Web pages with numbers in them as plain text. What is more than layout stays, so that no number is read from it. */
final class HtmlText {
    /** Elements of MathML that change a number. */
    private static final String FORMULA_TAG = "(?i:m(?:sqrt|root|frac|sup|sub|over|under)\\b)";
    private static final Pattern WITH_FORMULA = Pattern.compile("</?" + FORMULA_TAG);
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z]{2,8}\\d{0,2}));");
    /** Those that can stand in and beside numbers, each before the sign that it means. */
    private static final String ENTITIES = "nbsp  |ensp  |emsp  |thinsp  |hairsp  |minus -|ndash -|mdash -|hyphen -|dash -|plus +|plusmn \u00B1|times \u00D7|middot \u00B7"
            + "|centerdot \u00B7|sdot \u22C5|divide \u00F7|div \u00F7|ast *|lowast *|sol /|frasl /|bsol \\|percnt %|permil \u2030|frac12 \u00BD|half \u00BD|frac13 \u2153|frac23 \u2154"
            + "|frac14 \u00BC|frac34 \u00BE|frac15 \u2155|frac25 \u2156|frac35 \u2157|frac45 \u2158|frac16 \u2159|frac56 \u215A|frac18 \u215B|frac38 \u215C|frac58 \u215D|frac78 \u215E"
            + "|sup1 \u00B9|sup2 \u00B2|sup3 \u00B3|equals =|asymp \u2248|approx \u2248|thickapprox \u2248|cong \u2245|sim ~|tilde ~|ne \u2260|lt <|gt >|le \u2264|ge \u2265|amp &"
            + "|quot \"|apos '|prime \u2032|lsquo \u2018|rsquo \u2019|ldquo \u201C|rdquo \u201D|comma ,|period .|colon :|semi ;|lowbar _|num #|Hat ^|excl !|quest ?"
            + "|lpar (|rpar )|lsqb [|rsqb ]|lbrack [|rbrack ]|lcub {|rcub }|lbrace {|rbrace }|bull \u2022|hellip \u2026|larr \u2190|rarr \u2192|radic \u221A|infin \u221E|part \u2202|nabla \u2207"
            + "|sum \u2211|prod \u220F|deg \u00B0|pi \u03C0|alpha \u03B1|beta \u03B2|gamma \u03B3|delta \u03B4|epsilon \u03B5|eta \u03B7|theta \u03B8|lambda \u03BB|mu \u03BC|sigma \u03C3";
    private static final Map<String, String> BY_NAME = byName();

    private HtmlText() {}

    private static Map<String, String> byName() {
        Map<String, String> byName = new TreeMap<>();
        for (String entity : ENTITIES.split("\\|(?=[A-Za-z])")) {
            int blank = entity.indexOf(' ');
            byName.put(entity.substring(0, blank), entity.substring(blank + 1));
        }
        byName.put("vert", "|"); // which separates those above
        return byName;
    }

    /** The text without its tags; those that end a line do so, and cells end with a tab. */
    static String plain(String html) {
        return html.replaceAll("(?i) ?<sup>\\s*(\\S{1,20}?)\\s*</sup>", "^$1").replaceAll("(?i) ?<sub>\\s*(\\S{1,20}?)\\s*</sub>", "_{$1}")
                .replaceAll("(?i)<br ?/?>|</(?:p|tr|div|li|h[1-6]|pre|section|blockquote)>|<h[1-6]\\b[^<>]{0,200}>", "\n").replaceAll("(?i)</t[dh]>\\s*(?=<t[dh]\\b)", "\t")
                .replaceAll("</?(?!" + FORMULA_TAG + ")[a-zA-Z][^<>]{0,500}>", " ");
    }

    /** The text with the signs that {@code &times;}, {@code &#215;} and {@code &#xD7;} mean; unknown names stay. */
    static String entities(String text) {
        return text.indexOf('&') < 0 ? text
                : ENTITY.matcher(text).replaceAll(m -> Matcher.quoteReplacement(meant(m)));
    }

    private static String meant(MatchResult entity) {
        if (entity.group(3) != null) {
            return BY_NAME.getOrDefault(entity.group(3), entity.group());
        }
        int sign = entity.group(1) != null ? Integer.parseInt(entity.group(1))
                : Integer.parseInt(entity.group(2), 16);
        return Character.isValidCodePoint(sign) ? Character.toString(sign) : entity.group();
    }

    /** Whether an element is left that changes a number. */
    static boolean hasFormula(String line) {
        return WITH_FORMULA.matcher(line).find();
    }
}
