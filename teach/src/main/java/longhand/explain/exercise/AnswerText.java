package longhand.explain.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.explain.check.FreeText;

/**
 * What stands in an answer file: for each question its text. It is a form that a browser saved (JSON), or a text in
 * which a line {@code Problem 2} begins the answer to the second question; with one question such lines may be missing.
 *
 * @param student the id that a form carries; empty for other files
 * @param byQuestion the texts by question, from 1
 * @param twice the questions that have two different answers
 */
record AnswerText(String student, Map<Integer, String> byQuestion, Set<Integer> twice) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HEADING = Pattern.compile(
            "[\\s#*_]*(?:(?:problem|question|exercise|task|answer|aufgabe|frage|nr\\.?|no\\.?)\\s*(\\d{1,2})\\s*[:.)*_]*|(\\d{1,2})\\s*[:)])"
                    + "(?:\\s+(.*)|\\s*)", Pattern.CASE_INSENSITIVE);

    /** The form, if the text is one. */
    static Optional<AnswerText> form(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(text);
            JsonNode answers = root.path("answers");
            if (!answers.isObject()) {
                return Optional.empty();
            }
            Map<Integer, String> byQuestion = new TreeMap<>();
            answers.properties().stream().filter(e -> e.getKey().matches("\\d{1,2}"))
                    .forEach(e -> byQuestion.put(Integer.valueOf(e.getKey()), e.getValue().asText()));
            return Optional.of(new AnswerText(root.path("student").asText(), byQuestion, Set.of()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A text with headings; without them, all of it answers the only question. */
    static AnswerText of(String text, int questions) {
        Map<Integer, List<StringBuilder>> found = new TreeMap<>();
        StringBuilder before = new StringBuilder();
        StringBuilder current = before;
        for (String line : FreeText.plain(text).split("\n", -1)) {
            Matcher m = HEADING.matcher(line);
            int number = m.matches() ? Integer.parseInt(m.group(1) != null ? m.group(1) : m.group(2)) : 0;
            if (number >= 1 && number <= questions) {
                current = new StringBuilder();
                found.computeIfAbsent(number, n -> new ArrayList<>()).add(current);
                current.append(m.group(3) == null ? "" : m.group(3)).append('\n');
            } else {
                current.append(line).append('\n');
            }
        }
        if (found.isEmpty() && questions == 1) {
            found.put(1, List.of(before));
        }
        Map<Integer, String> texts = new TreeMap<>();
        Set<Integer> twice = new TreeSet<>();
        found.forEach((number, bodies) -> {
            List<String> different = bodies.stream().map(b -> b.toString().strip()).filter(b -> !b.isEmpty()).distinct()
                    .toList();
            texts.put(number, different.isEmpty() ? "" : different.getFirst());
            if (different.size() > 1) {
                twice.add(number);
            }
        });
        return new AnswerText("", texts, twice);
    }
}
