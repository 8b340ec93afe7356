package longhand.learn;

import java.util.ArrayList;
import java.util.List;

/**
 * One text for teacher and student: what stands between the lines {@code BEGIN SOLUTION} and {@code END SOLUTION}, or
 * {@code BEGIN HIDDEN TESTS} and {@code END HIDDEN TESTS}, is the teacher's. The marks are those of nbgrader; each
 * stands in a comment.
 */
public final class SolutionMarks {
    private static final List<String> BLOCKS = List.of("SOLUTION", "HIDDEN TESTS");
    private static final String HOLE = "throw new UnsupportedOperationException(\"not written yet\");";

    private SolutionMarks() {}

    /** The text to hand out: a hole in the place of each solution, and no hidden tests. */
    public static String handout(String text) {
        return walk(text, false);
    }

    /** The whole text, without the marks. */
    public static String solution(String text) {
        return walk(text, true);
    }

    /** Whether there is anything to take out. */
    public static boolean isMarked(String text) {
        return BLOCKS.stream().anyMatch(block -> text.contains("BEGIN " + block));
    }

    private static String walk(String text, boolean keep) {
        List<String> out = new ArrayList<>();
        String open = "";
        for (String line : text.split("\n", -1)) {
            String begins = mark(line, "BEGIN ");
            String ends = mark(line, "END ");
            if (!begins.isEmpty() && !open.isEmpty() || !ends.isEmpty() && !ends.equals(open)) {
                throw new IllegalArgumentException("\"" + line.strip() + "\" stands where " + (open.isEmpty()
                        ? "no block is open" : "\"END " + open + "\" is expected")
                        + ". Fix: close each BEGIN with an END of its own.");
            }
            if (!begins.isEmpty() && !keep && begins.equals("SOLUTION")) {
                out.add(line.substring(0, line.length() - line.stripLeading().length()) + HOLE);
            }
            if (begins.isEmpty() && ends.isEmpty() && (keep || open.isEmpty())) {
                out.add(line);
            }
            open = begins.isEmpty() ? ends.isEmpty() ? open : "" : begins;
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("\"BEGIN " + open + "\" has no \"END " + open + "\". Fix: add it.");
        }
        return String.join("\n", out);
    }

    /** The block that a line begins or ends; empty if it does not. */
    private static String mark(String line, String which) {
        return BLOCKS.stream().filter(block -> line.strip().endsWith(which + block)).findFirst().orElse("");
    }
}
