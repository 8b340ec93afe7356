package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import longhand.explain.Values;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any text of 40,000 characters is read or refused within seconds, and errors quote little of it. */
class LongTextsTest {
    private static final Values TRUTH = Values.of(new double[][] {{1, 2}, {3, 4}});
    private static final int LENGTH = 40_000;
    private static final int LONGEST_MESSAGE = 400;

    private static String message(String text) {
        try {
            AnswerNumbers.read(text, false, TRUTH);
            return "";
        } catch (MatrixFormatException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r", "\n\n", " \n", "[,1] ", "\u23A1", "final ", "new double[]", "1/", "1 / ", "1\u00BD", "x: \n", "a 1\n", "W = 4\n", "Columns 1 through 2\n1 2\n", "(1,1,.,.) =\n1 2\n", ", , 1\n1 2\n",
        "top left: 1\n", "rbind(c(1,2),", "{\"a\": ", "a,1\n", "Map 1\n", "0341 12345\n", "before the ", "]*", "*["})
    void anythingRepeated(String part) {
        String text = part.repeat(LENGTH / part.length());
        for (String whole : new String[] {text, "1 2\n3 4\n" + text + "a"}) {
            String said = assertTimeoutPreemptively(Duration.ofSeconds(40), () -> message(whole));
            assertTrue(said.length() < LONGEST_MESSAGE, said.length() + " characters");
        }
    }
}
