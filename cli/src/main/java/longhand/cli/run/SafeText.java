package longhand.cli.run;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Text of which nobody knows what is in it, for a terminal. Names of classes, arrays and files come from whoever made
 * the file; a control character in them could clear the screen, rename the window or make one text look like another.
 */
public final class SafeText {
    private static final int CONTROL_PICTURES = 0x2400; // ␀, ␁, …: the pictures of the first 32 characters
    private static final char DELETE = 0x7f;
    private static final char DELETE_PICTURE = '␡';
    private static final char REPLACEMENT = '\ufffd';

    private SafeText() {}

    /** A name, in one line: control characters, line ends too, become visible. */
    public static String line(String name) {
        StringBuilder text = new StringBuilder(name.length());
        name.chars().forEach(c -> text.append(visible((char) c)));
        return text.toString();
    }

    private static char visible(char c) {
        if (c < ' ') {
            return (char) (CONTROL_PICTURES + c);
        }
        if (c == DELETE) {
            return DELETE_PICTURE;
        }
        return Character.isISOControl(c) || isDirection(c) ? REPLACEMENT : c;
    }

    /** Marks that turn the direction of what follows: text then looks like another text. */
    private static boolean isDirection(char c) {
        return c >= '\u202a' && c <= '\u202e' || c >= '\u2066' && c <= '\u2069';
    }

    /** Hands on what is printed, with control characters visible; lines and tabs stay lines and tabs. */
    public static PrintWriter writer(PrintWriter to) {
        return to instanceof SafePrintWriter ? to : new SafePrintWriter(to);
    }

    private static final class SafePrintWriter extends PrintWriter {
        private final PrintWriter to;

        SafePrintWriter(PrintWriter to) {
            super(new SafeWriter(to), true);
            this.to = to;
        }

        @Override
        public boolean checkError() {
            return super.checkError() | to.checkError();
        }
    }

    private static final class SafeWriter extends FilterWriter {
        SafeWriter(Writer to) {
            super(to);
        }

        @Override
        public void write(int c) throws IOException {
            out.write(safe((char) c, '\0'));
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            write(new String(text, from, length), 0, length);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            char[] safe = new char[length];
            for (int i = 0; i < length; i++) {
                char next = i + 1 < length ? text.charAt(from + i + 1) : '\0';
                safe[i] = safe(text.charAt(from + i), next);
            }
            out.write(safe, 0, length);
        }

        /** A carriage return is kept before a line feed only: alone, it goes back to what is printed already. */
        private static char safe(char c, char next) {
            return c == '\n' || c == '\t' || c == '\r' && next == '\n' ? c : visible(c);
        }
    }
}
