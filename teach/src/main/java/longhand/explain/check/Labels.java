package longhand.explain.check;

import java.util.regex.Pattern;

/** What stands before numbers and names them: {@code Y =}, {@code dX[0] :}, {@code The answer is}. */
final class Labels {
    private static final String DERIVATIVE = "(?:d|\u2202|\\\\partial ?)[A-Za-z]{1,4}";
    /** A name with what tells it from others: {@code dX[0]}, {@code Y_{1}}, {@code dL/dX}; not what changes it. */
    private static final String NAME = "(?:\\\\?[A-Za-z]{1,10}(?: ?\\{[A-Za-z]\\})?'?(?:_(?:[A-Za-z\\d]{1,10}|\\{[A-Za-z\\d, ]{1,10}\\})){0,3}"
            + "(?:\\^(?:\\(\\d{1,2}\\)|\\{ ?\\(\\d{1,2}\\) ?\\}))?(?: ?\\d{1,2})?(?:\\[[\\d, ]{0,20}\\]){0,4}(?: ?\\(\\d{1,4}(?:(?:,? |,|\u00D7)\\d{1,4}){1,3}\\))?"
            + "|" + DERIVATIVE + " ?/ ?" + DERIVATIVE + "|\\\\[dt]?frac ?\\{ ?" + DERIVATIVE + " ?\\} ?\\{ ?" + DERIVATIVE + " ?\\})";
    /** What may stand between two signs of equality: one thing that is still to be computed. */
    private static final String FORMULA = "(?=[^=\\n]{0,80}[\\p{L}\\d])(?=[^=\\n]{0,80}[A-Za-z*+/^%\u00B7\u22C5\u2217\u22C6-])(?![^=\\n]{0,80}\\d\\s+(?:\\d|[A-Za-z]\\w{0,9}\\s*=))"
            + "(?:[^=:;,()\\[\\]\\n]|\\([^():;\\[\\]\\n]{0,40}\\)){1,80}";
    /** {@code The answer is} before numbers; no words that change them. */
    private static final String SENTENCE = "(?i:(?:(?:so|thus|hence|therefore|then|here|and|the|my|our|final|right|correct|answer|result|output|solution|value|loss|gradient"
            + "|matrix|vector|number|numbers|values|size|it|this|that),? |[A-Za-z]{1,2} ){1,6}(?:is|are|equals?):?)(?=\\s*[-+.\\d\\[({])";
    /** {@code Y =}, {@code dX[0] :} or {@code row 1:} before numbers; also {@code Y = X * K =}. */
    static final Pattern LABEL = Pattern.compile("^\\s*(?:(?:[A-Za-z]{3,10}:\\s*)?" + NAME + "\\s*(?:=" + FORMULA
            + "){0,5}(?:=|:=|<-|:)|=|" + SENTENCE + ")\\s*");

    private Labels() {}
}
