package longhand.explain.check;

import java.util.regex.Pattern;

/** What stands before numbers and names them: {@code Y =}, {@code dX[0] :}, {@code The answer is}. */
final class Labels {
    private static final String LETTER = "(?:\\p{L}\\p{Mn}{0,2})";
    private static final String DERIVATIVE = "(?:d|\\\\partial ?)" + LETTER + "{1,4}(?:_?\\d{1,2}|_\\{\\w{1,4}\\})?'?";
    private static final String INDEX = "(?:_(?:[\\p{L}\\d]{1,10}|\\{[\\p{L}\\d, +-]{1,10}\\})){0,3}(?:\\^(?:\\(\\d{1,2}\\)|\\{ ?\\(\\d{1,2}\\) ?\\}))?";
    /** A name with what tells it from others: {@code dX[0]}, {@code w1'}, {@code dL/dX}; not what changes it. */
    private static final String NAME = "(?:\\\\?" + LETTER + "{1,14}(?: ?\\{[A-Za-z]\\}|\\.grad|\\d{1,3}(?=['_]))?'?" + INDEX
            + "(?: ?\\d{1,2})?(?:\\[[\\d, ]{0,20}\\]){0,4}(?: ?\\(\\d{1,4}(?:(?:,? |,|\u00D7)\\d{1,4}){1,3}\\))?"
            + "|" + DERIVATIVE + " ?/ ?" + DERIVATIVE + "|\\\\[dt]?frac ?\\{ ?" + DERIVATIVE + " ?\\} ?\\{ ?" + DERIVATIVE + " ?\\})";
    /** A function of something, which has a value; but no operation on the answer. */
    private static final String FUNCTION = "(?!(?i:sqrt|log|ln|lg|exp|transpose|transp|flip|rot|inv|neg|abs|square|half|twice|sum|mean|avg|scale|norm|round)\\w{0,8}\\()" + LETTER
            + "{1,14}\\((?:[^()=:;\\n]{1,40}|[a-z] ?= ?\\d{1,2})\\)(?=\\s*=(?!.*=))";
    /** What may stand between two signs of equality: one thing that is still to be computed. */
    private static final String FORMULA = "(?=[^=\\n]{0,80}[\\p{L}\\d])(?=[^=\\n]{0,80}[A-Za-z*+/^%\u00B7\u22C5\u2217\u22C6-])(?![^=\\n]{0,80}\\d\\s+(?:\\d|[A-Za-z]\\w{0,9}\\s*=))"
            + "(?:[^=:;,()\\[\\]\\n]|\\([^():;\\[\\]\\n]{0,40}\\)){1,80}";
    /** {@code The answer is} before numbers; no words that change them. */
    private static final String SENTENCE = "(?i:(?:(?:so|thus|hence|therefore|then|here|and|the|my|our|final|right|correct|answers?|results?|outputs?|solution|value|loss|gradient"
            + "|matrix|vector|number|numbers|values|size|it|this|that),? |[A-Za-z]{1,2} ){1,6}(?:is|are|equals?):?)(?=\\s*[-+.\\d\\[({])"
            + "|(?iu:(?:(?:so|then|thus|also|hence) )?(?:(?:i|we|ich|wir) (?:got|get|obtain(?:ed)?|have|erhalten?|bekommen?|komme auf)|(?:die|das|der|meine|mein|unsere) (?:antwort|ergebnis|l\u00F6sung|loss|verlust|wert) (?:ist|lautet|betr\u00E4gt)):?)(?=\\s*[-+.\\d\\[({])";
    /** {@code Y =}, {@code dX[0] :} or {@code row 1:} before numbers; also {@code Y = X * K =}. */
    static final Pattern LABEL = Pattern.compile("^\\s*(?:(?:[A-Za-z]{3,10}:\\s*)?(?:" + NAME + "|" + FUNCTION + ")\\s*(?:=" + FORMULA
            + "){0,5}(?:=|:=|<-|:)|=|" + SENTENCE + ")\\s*");

    private static final Pattern INVISIBLE = Pattern.compile("[\u200B-\u200F\u2060\u00AD\uFEFF]");
    private static final Pattern FRACTION = Pattern.compile("\\\\[dt]?frac ?\\{ ?(?:\\\\partial ?|d|\u2202) ?(\\p{L}{1,4}) ?\\} ?\\{ ?(?:\\\\partial ?|d|\u2202) ?([\\p{L}\\d_']{1,8}) ?\\}");

    private Labels() {}

    /** The text without signs that show in no way, and with one spelling for derivatives and what is transposed. */
    static String visible(String text) {
        String visible = INVISIBLE.matcher(text).replaceAll("").replace("\u1D40", "^T");
        return FRACTION.matcher(visible).replaceAll("d$1/d$2").replace('\u2202', 'd');
    }

    /** Whether a text is a name and the sign behind it. */
    static boolean isName(String text) {
        return LABEL.matcher(text).matches();
    }
}
