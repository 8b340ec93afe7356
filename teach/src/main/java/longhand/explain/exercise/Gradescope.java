package longhand.explain.exercise;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Grades as Gradescope's autograder protocol expects them: {@code results.json}, one test for each problem. */
public final class Gradescope {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Gradescope() {}

    /** The results of one student. */
    public static byte[] results(Grade grade) {
        ObjectNode root = JSON.createObjectNode().put("score", rounded(grade.points()))
                .put("output", String.join("\n", grade.remarks()))
                .put("visibility", "visible");
        ArrayNode tests = root.putArray("tests");
        for (int i = 0; i < grade.answers().size(); i++) {
            Grade.Answer answer = grade.answers().get(i);
            tests.addObject().put("name", "Problem " + (i + 1) + ": " + answer.question().title())
                    .put("number", String.valueOf(i + 1))
                    .put("score", rounded(answer.points())).put("max_score", rounded(answer.mostPoints()))
                    .put("status", answer.status() == Grade.Status.CORRECT ? "passed" : "failed")
                    .put("output", answer.remark());
        }
        if (grade.answers().isEmpty()) {
            tests.addObject().put("name", "whose answer it is").put("score", 0).put("max_score", 0)
                    .put("status", "failed")
                    .put("output", grade.remark());
        }
        return JSON.valueToTree(root).toPrettyString().getBytes(StandardCharsets.UTF_8);
    }

    private static double rounded(double points) {
        return Math.round(points * 100) / 100.0;
    }
}
