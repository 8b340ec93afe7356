package longhand.explain.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Html;
import longhand.explain.Values;
import longhand.explain.Working;
import longhand.explain.check.Diagnosis;

/**
 * What a student gets back: each problem with the answer, what is wrong with it and why, and the working of the wrong
 * numbers.
 */
public final class FeedbackPages {
    private static final int MOST_WORKINGS = 12;

    private FeedbackPages() {}

    /** The page of one student. Nothing about other students stands on it. */
    public static String page(Assignment assignment, Grade grade) {
        String remarks = grade.remarks().stream().map(r -> "<p>" + Html.escape(r) + "</p>")
                .collect(Collectors.joining());
        String answers = IntStream.range(0, grade.answers().size()).mapToObj(i -> answer(i, grade.answers().get(i)))
                .collect(Collectors.joining("\n"));
        return SheetPages.page("Feedback: " + assignment.title(), "<header><h1>" + Html.escape(assignment.title())
                + "</h1><p class=\"who\">" + Html.escape(grade.student().name()) + ": <b>"
                + GradeTables.points(grade.points()) + " of "
                + GradeTables.points(grade.mostPoints()) + " points</b></p>" + remarks + "</header>" + answers);
    }

    private static String answer(int i, Grade.Answer answer) {
        String points = GradeTables.points(answer.points()) + " of " + GradeTables.points(answer.mostPoints())
                + " points";
        return "<section><h2>Problem " + (i + 1) + " <span class=\"soft\">" + Html.escape(answer.question().title())
                + ", " + points
                + "</span></h2><p>" + Html.escape(answer.question().text()) + "</p>"
                + (answer.question() instanceof Exercise e ? SheetPages.givens(e) : "") + verdict(answer)
                + "</section>";
    }

    private static String verdict(Grade.Answer answer) {
        String given = answer.given().map(v -> SheetPages.table("Your answer",
                shaped(v, answer), answer.right())).orElse("");
        String sign = answer.status() == Grade.Status.CORRECT ? "<p class=\"ok\">✓ Correct.</p>" : "";
        boolean program = !(answer.question() instanceof Exercise);
        String why = answer.status() == Grade.Status.CORRECT ? "" : program ? "<pre>" + Html.escape(answer.remark())
                + "</pre>"
                : answer.remark().lines().map(line -> "<p" + (line.startsWith("wrong") ? " class=\"bad\"" : "") + ">"
                + Html.escape(line)
                        + "</p>").collect(Collectors.joining());
        return given + sign + why + workings(answer);
    }

    /** The answer in the shape of the truth, so that its right and wrong numbers can be marked. */
    private static Values shaped(Values given, Grade.Answer answer) {
        Values truth = ((Exercise) answer.question()).problem().truth();
        return answer.right().length == given.size() && Diagnosis.sameShape(truth, given) ? given.reshape(truth.dims())
                : given;
    }

    private static String workings(Grade.Answer answer) {
        if (answer.status() == Grade.Status.CORRECT || !(answer.question() instanceof Exercise e)) {
            return "";
        }
        List<String> lines = new ArrayList<>();
        boolean all = answer.right().length == 0;
        List<Working> workings = e.problem().asked().all();
        for (int i = 0; i < workings.size(); i++) {
            if (all || !answer.right()[i]) {
                lines.add(workings.get(i).text());
            }
        }
        int rest = lines.size() - MOST_WORKINGS;
        String more = rest > 0 ? "\n… and " + rest + " more in the same way" : "";
        return "<h3>" + (all ? "How it is worked out" : "The working of the wrong numbers") + "</h3>" + (all ? "<p>"
                + Html.escape(e.problem().sizeWorking()) + "</p>" : "") + "<pre>"
                + Html.escape(lines.stream().limit(MOST_WORKINGS).collect(Collectors.joining("\n")) + more) + "</pre>";
    }
}
