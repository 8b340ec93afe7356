package longhand.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
    private static final String NUMBERS = "20123.4 images/s  loss 0.1234  acc 90.1 %  3 min left";

    /** Loss, accuracy and the time that is left are always there. */
    @ParameterizedTest
    @ValueSource(ints = {60, 72, 80, 200})
    void theBarFitsTheTerminal(int columns) {
        String bar = Progress.bar("1/10", 1234, 3750, NUMBERS, columns - 1);
        assertTrue(bar.length() < columns, bar);
        assertTrue(bar.startsWith("1/10 ") && bar.endsWith("loss 0.1234  acc 90.1 %  3 min left"), bar);
        assertEquals(columns == 200, bar.contains("[===       ]"), bar);
    }

    @Test
    void theWidthIsWhatSttySays() {
        assertEquals(60, TerminalWidth.parse("24 60\n"));
        assertEquals(80, TerminalWidth.parse("0 0\n"));
        assertEquals(80, TerminalWidth.parse("stty: standard input: Not a tty\n"));
    }
}
