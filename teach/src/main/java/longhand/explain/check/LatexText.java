package longhand.explain.check;

import java.util.regex.Pattern;

/** LaTeX with numbers in it as plain text. What is more than layout stays, so that no number is read from it. */
final class LatexText {
    /** What stands before a fraction that may be written on to a whole number. */
    static final String FRACTION = "\\\\(?:[dtcs]?frac|nicefrac)(?![a-zA-Z])";
    /** Groups within groups are taken off so often. */
    private static final int DEEPEST = 8;
    private static final String PART = "(?:([0-9])|\\{ ?([+-]?[0-9.,]{1,50}) ?\\})";
    private static final Pattern FRACTIONS = Pattern.compile(FRACTION + " ?" + PART + " ?" + PART);
    private static final Pattern OVER = Pattern.compile("([+-]?[0-9][0-9.,]{0,50}) ?\\\\over(?![a-zA-Z]) ?([+-]?[0-9][0-9.,]{0,50})");
    /** With the columns of a table behind it. */
    private static final Pattern ENVIRONMENT = Pattern.compile("(?:(?<!(?:[-+\\d*)]|cdot|times) {0,3}(?:\\\\left ?[\\[(]? {0,3})?)\\\\begin ?\\{(?![vV]matrix)[^{}]{1,30}\\}"
            + "|\\\\end ?\\{[^{}]{1,30}\\}(?!\\s*(?:\\\\right ?[\\])])?\\s*(?:[\\^'\u2019/%*\u00D7\u00B7\u22C5\u00F7]|\\\\(?:cdot|times|div|%))))(?:\\[[a-z]\\])?"
            + "(?:\\{(?:[^{}\\d\\\\]|\\{[^{}]{0,10}\\}){0,50}\\})?");
    private static final Pattern ROW_END =
            Pattern.compile("\\\\\\\\(?:\\s*\\[-?[\\d.]+ ?(?:pt|em|ex|mm|cm|in)\\])?|\\\\(?:cr|tabularnewline|newline)(?![a-zA-Z])");
    /** Commands that go away together with what is between the braces behind them. */
    private static final Pattern WITH_ARGUMENT = Pattern.compile(
            "\\\\(?:[hv]?phantom|cline|cmidrule|label|tag|[hv]space|color|textcolor)\\*? ?(?:\\([a-z]*\\))?\\{[^{}]{0,40}\\}");
    /** Commands that only say how something looks, or where. */
    private static final String LAYOUT_COMMAND = "\\\\(?:(?:left|right|middle)(?! ?\\|)|[bB]igg?[lrm]?|q?quad"
            + "|math(?:bf|rm|it|sf|tt|normal)|text(?:bf|it|rm|sf|tt|normal)?|boldsymbol|bm|pmb|emph|underline|boxed|fbox|mbox|hbox|num"
            + "|ensuremath|operatorname|(?:sub){0,2}section|paragraph|[pbB]?matrix|hline|toprule|midrule|bottomrule|displaystyle|textstyle"
            + "|scriptstyle|scriptscriptstyle|tiny|scriptsize|footnotesize|small|normalsize|large|Large|LARGE|huge|Huge|limits|nolimits"
            + "|nonumber|notag|centering|noindent|bf|bfseries|rm|it|itshape|tt|sf|hfill|hskip|par|item|sim|cong)(?![a-zA-Z])\\*?";
    private static final Pattern LAYOUT = Pattern.compile("\\\\(?:left|right) ?\\.(?!\\d)|" + LAYOUT_COMMAND);
    private static final Pattern LAYOUT_OF = Pattern.compile("(?:" + LAYOUT_COMMAND + ") ?\\{([^{}]*)\\}");
    /** A group of TeX around a single thing, which shows in no way: {@code {1}}, and the comma of {@code 1{,}5}. */
    private static final Pattern GROUP = Pattern.compile("(?<!\\\\[a-zA-Z]{1,20} ?)(?<![\\\\^_])\\{ *+([^{}&;\\s]*+) *+\\}");

    private LatexText() {}

    /** The text with rows that end with {@code ;}, {@code 1/2} for a fraction, and without what is only layout. */
    static String plain(String latex) {
        String plain = FRACTIONS.matcher(latex).replaceAll("$1$2/$3$4");
        plain = OVER.matcher(plain).replaceAll("$1/$2");
        plain = ENVIRONMENT.matcher(plain).replaceAll(" ");
        plain = plain.replaceAll("\\\\\\\\\\s*&\\s*=", " =");
        plain = ROW_END.matcher(plain).replaceAll(";");
        plain = plain.replaceAll("\\\\(?:cdot|times)(?![a-zA-Z])", "*").replace("\\%", "%");
        plain = plain.replaceAll("\\\\(?:approx|simeq)(?![a-zA-Z])", "\u2248");
        plain = WITH_ARGUMENT.matcher(plain).replaceAll(" ");
        for (int depth = 0; depth < DEEPEST; depth++) {
            plain = LAYOUT.matcher(LAYOUT_OF.matcher(plain).replaceAll(" $1 ")).replaceAll(" ");
            plain = GROUP.matcher(plain).replaceAll("$1");
        }
        plain = plain.replaceAll("\\\\[,;:!> \\[\\]()]", " ");
        plain = plain.replaceAll("&(?=\\s*(?:&|;|$))", " " + FreeText.EMPTY_CELL);
        return Attached.cells(plain.replace('&', '\t')).replaceAll(";\\s*(?=[\\])]|$)", "");
    }
}
