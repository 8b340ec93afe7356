package longhand.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class SafeTextTest {
    private static String printed(String text) {
        StringWriter out = new StringWriter();
        PrintWriter safe = SafeText.writer(new PrintWriter(out));
        safe.print(text);
        safe.write(text.toCharArray());
        text.chars().forEach(safe::write);
        return out.toString();
    }

    @Test
    void controlCharactersBecomeVisible() {
        assertEquals("␛[2Jshirt".repeat(3), printed("\u001b[2Jshirt"));
        assertEquals("␇␈␡\ufffd\ufffd".repeat(3), printed("\u0007\b\u007f\u009b\u202e"));
    }

    @Test
    void ordinaryTextStays() {
        String text = "é 中文 😀 ×\tcolumn\nline";
        assertEquals(text.repeat(3), printed(text));
        StringWriter windows = new StringWriter();
        SafeText.writer(new PrintWriter(windows)).print("a\r\nb\rc");
        assertEquals("a\r\nb␍c", windows.toString());
    }

    @Test
    void aNameIsOneLine() {
        assertEquals("coat␊test accuracy 100 %", SafeText.line("coat\ntest accuracy 100 %"));
        assertEquals("T-shirt/top 中文", SafeText.line("T-shirt/top 中文"));
    }

    @Test
    void aSafeWriterIsNotWrappedAgain() {
        PrintWriter safe = SafeText.writer(new PrintWriter(new StringWriter()));
        assertSame(safe, SafeText.writer(safe));
    }
}
