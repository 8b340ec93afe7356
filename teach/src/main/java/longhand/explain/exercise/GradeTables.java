package longhand.explain.exercise;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Grades as tables: one for a spreadsheet, and those that Moodle, Canvas and nbgrader's exchange read. */
public final class GradeTables {
    private GradeTables() {}

    /** Everything, one line for each student and for each file that belongs to nobody. */
    public static String all(Assignment assignment, List<Grade> grades) {
        List<String> heading = new ArrayList<>(List.of("student", "file", "status", "points", "max_points",
                "numbers_right", "numbers",
                "misconceptions", "remark", "name", "email", "flags"));
        IntStream.rangeClosed(1, assignment.points().size()).forEach(i -> heading.add("problem_" + i));
        return table(heading, grades, g -> {
            List<String> row = new ArrayList<>(List.of(g.student().id(), String.join(" ", g.files()), g.status()
                    .toString(),
                    points(g.points()), points(g.mostPoints()), sum(g, Grade.Answer::rightCount),
                    sum(g, Grade.Answer::count),
                    String.join(" ", g.misconceptions()), g.remark(), g.student().name(), g.student().email(),
                    String.join(" ", g.flags())));
            for (int i = 0; i < assignment.points().size(); i++) {
                row.add(i < g.answers().size() ? points(g.answers().get(i).points()) : "");
            }
            return row;
        });
    }

    private static String sum(Grade g, java.util.function.ToIntFunction<Grade.Answer> of) {
        return String.valueOf(g.answers().stream().mapToInt(of).sum());
    }

    private static String table(List<String> heading, List<Grade> grades, java.util.function.Function<Grade,
            List<String>> row) {
        return Csv.write(Stream.concat(Stream.of(heading), grades.stream().map(row)).toList());
    }

    private static List<Grade> known(List<Grade> grades) {
        return grades.stream().filter(g -> g.status() != Grade.Status.UNKNOWN_STUDENT).toList();
    }

    /** For Moodle's import of grades: students are found by their address, or by their number where it is known. */
    public static String moodle(Assignment assignment, List<Grade> grades) {
        return table(List.of("ID number", "Email address", "Full name", assignment.title(), "Feedback comments"),
                known(grades),
                g -> List.of(g.student().number(), g.student().email(), g.student()
                .name(), points(g.points()), g.remark()));
    }

    /** For Canvas's gradebook: its fixed columns, and the line with the possible points. */
    public static String canvas(Assignment assignment, List<Grade> grades) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("Student", "ID", "SIS User ID", "SIS Login ID", "Section", assignment.title()));
        rows.add(List.of("Points Possible", "", "", "", "", points(assignment.totalPoints())));
        known(grades).forEach(g -> rows.add(List.of(g.student().name(), "", g.student().number(),
                g.student().email().isEmpty() ? g.student().id() : g.student().email(), "", points(g.points()))));
        return Csv.write(rows);
    }

    /** The columns of {@code nbgrader export}; when something was handed in is not known here. */
    public static String nbgrader(Assignment assignment, List<Grade> grades) {
        String name = Student.idOf(assignment.title());
        return table(List.of("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
                "raw_score",
                "late_submission_penalty", "score", "max_score"), known(grades), g -> {
                    int space = g.student().name().lastIndexOf(' ');
                    return List.of(name, "", "", g.student().id(), g.student().name().substring(space + 1),
                            g.student().name().substring(0, Math.max(0, space)), g.student().email(),
                            points(g.points()), "0",
                            points(g.points()), points(g.mostPoints()));
                });
    }

    /** Points with two decimals at most. */
    public static String points(double points) {
        return BigDecimal.valueOf(points).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
