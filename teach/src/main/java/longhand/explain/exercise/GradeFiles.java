package longhand.explain.exercise;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import longhand.explain.check.Misconception;
import longhand.io.AtomicFile;

/** Writes grades for spreadsheets (CSV) and for Gradescope ({@code results.json}). */
public final class GradeFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private GradeFiles() {}

    /** Writes a table with one line for each grade. */
    public static void writeCsv(Path file, List<Grade> grades, double points) {
        AtomicFile.write(file, out -> out.write(csv(grades, points).getBytes(StandardCharsets.UTF_8)));
    }

    /** The table as text. */
    public static String csv(List<Grade> grades, double points) {
        return Stream.concat(Stream.of("student,file,status,points,max_points,numbers_right,numbers,misconceptions,remark"),
                grades.stream().map(g -> Stream.of(g.student(), g.file(), status(g), points(g.share() * points), points(points),
                        String.valueOf(g.cellsRight()), String.valueOf(g.cells()),
                        g.misconceptions().stream().map(Misconception::id).collect(Collectors.joining(" ")), g.remark())
                        .map(GradeFiles::field).collect(Collectors.joining(","))))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String status(Grade g) {
        return g.status().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String points(double points) {
        return BigDecimal.valueOf(points).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }

    /**
     * Quotes where needed, on one line; a text that a spreadsheet would take for a formula is marked as text by an apostrophe.
     */
    private static String field(String text) {
        String line = text.strip().replaceAll("\\s*\\R\\s*", " ");
        String safe = !line.isEmpty() && "=+-@".indexOf(line.charAt(0)) >= 0 ? "'" + line : line;
        return safe.matches("[^\",]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    /** Writes what Gradescope's autograder protocol expects of one submission: a test for each number, and the diagnosis. */
    public static void writeGradescope(Path file, Grade grade, double points) {
        ObjectNode root = JSON.createObjectNode().put("score", rounded(grade.share() * points)).put("output", grade.remark())
                .put("visibility", "visible");
        ArrayNode tests = root.putArray("tests");
        boolean[] right = grade.diagnosis().map(d -> d.right()).orElse(new boolean[0]);
        for (int i = 0; i < right.length; i++) {
            double worth = points / right.length;
            tests.addObject().put("name", "number " + (i + 1)).put("score", right[i] ? worth : 0).put("max_score", worth)
                    .put("status", right[i] ? "passed" : "failed");
        }
        if (right.length == 0) {
            tests.addObject().put("name", status(grade)).put("score", 0).put("max_score", points).put("status", "failed")
                    .put("output", grade.remark());
        }
        AtomicFile.write(file, out -> out.write(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root)));
    }

    private static double rounded(double points) {
        return Math.round(points * 100) / 100.0;
    }
}
