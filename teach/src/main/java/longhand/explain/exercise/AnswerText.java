package longhand.explain.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands in an answer file: for each question its text. It is a form that a browser saved (JSON), or a text in
 * which a line {@code Problem 2} begins the answer to the second question; with one question such lines may be missing.
 *
 * @param student the id that a form carries; empty for other files
 * @param byQuestion the texts by question, from 1
 */
record AnswerText(String student, Map<Integer, String> byQuestion) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_NUMBER = 100;
    private static final Pattern NUMBER = Pattern.compile(
            "[+-]?(?:\\d+(?:[.,]\\d*)?|[.,]\\d+)(?:[eE][+-]?\\d+)?(?:/[+-]?\\d+(?:[.,]\\d+)?)?");
    /** {@code Y =} or {@code dX[0] :} before numbers. */
    private static final Pattern LABEL = Pattern.compile("^\\s*[A-Za-z]{1,10}(?:\\[[\\d, ]{0,20}\\])?\\s*[=:]\\s*");
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
            return Optional.of(new AnswerText(root.path("student").asText(), byQuestion));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A text with headings; without them, all of it answers the only question. */
    static AnswerText of(String text, int questions) {
        Map<Integer, StringBuilder> found = new LinkedHashMap<>();
        StringBuilder before = new StringBuilder();
        StringBuilder current = before;
        for (String line : clean(text).split("\n", -1)) {
            Matcher m = HEADING.matcher(line);
            int number = m.matches() ? Integer.parseInt(m.group(1) != null ? m.group(1) : m.group(2)) : 0;
            if (number >= 1 && number <= questions) {
                current = found.computeIfAbsent(number, n -> new StringBuilder());
                current.append(m.group(3) == null ? "" : m.group(3)).append('\n');
            } else {
                current.append(line).append('\n');
            }
        }
        if (found.isEmpty() && questions == 1) {
            found.put(1, before);
        }
        Map<Integer, String> texts = new TreeMap<>();
        found.forEach((number, body) -> texts.put(number, body.toString()));
        return new AnswerText("", texts);
    }

    /**
     * Signs that look like others: every dash is a minus, ½ is 1/2, wide digits are digits, line ends are line ends.
     */
    static String clean(String text) {
        String plain = text.replace("\uFEFF", "").replace("\r\n", "\n").replace('\r', '\n').replace('\t', ' ');
        return Normalizer.normalize(plain, Normalizer.Form.NFKC).replaceAll("[\u2010-\u2015\u2212]", "-")
                .replace('\u2044', '/')
                .replaceAll("(?<=\\d) ?/ ?(?=\\d)", "/").replaceAll("(?<![\\d.)])- (?=\\d)", "-");
    }

    /**
     * The lines that hold numbers.
     *
     * @param numbers those lines
     * @param leftOut what stands above and below them
     */
    record Body(String numbers, List<String> leftOut) {}

    /** Takes off what is written around the numbers: a name, a greeting, {@code Y =}, the frame of a Markdown table. */
    static Body body(String text) {
        List<String> lines = new ArrayList<>(clean(text).lines().map(AnswerText::withoutFrame).toList());
        List<String> leftOut = new ArrayList<>();
        while (!lines.isEmpty() && !isNumeric(lines.getFirst())) {
            addText(leftOut, lines.removeFirst());
        }
        while (!lines.isEmpty() && !isNumeric(lines.getLast())) {
            addText(leftOut, lines.removeLast());
        }
        lines.replaceAll(line -> isNumeric(line) ? LABEL.matcher(line).replaceFirst("") : line);
        return new Body(String.join("\n", lines).strip(), leftOut);
    }

    private static void addText(List<String> leftOut, String line) {
        if (!line.isBlank() && !LABEL.matcher(line).matches()) {
            leftOut.add(line.strip());
        }
    }

    /** A row of a Markdown table without its bars; nothing for the line under the heading. */
    private static String withoutFrame(String line) {
        String inner = line.strip();
        if (inner.contains("--") && inner.chars().allMatch(c -> " |:-".indexOf(c) >= 0)) {
            return "";
        }
        boolean table = inner.length() > 1 && inner.startsWith("|") && inner.endsWith("|");
        return table ? inner.substring(1, inner.length() - 1).replace('|', ' ') : line;
    }

    /** Whether a line is made of numbers and the signs between them, perhaps after a name and =. */
    private static boolean isNumeric(String line) {
        String rest = LABEL.matcher(line).replaceFirst("")
                .replaceFirst("^(?:tensor|array|np\\.array|torch\\.tensor)\\(", "");
        StringTokenizer words = new StringTokenizer(rest, "[](),;| \t");
        boolean numeric = !rest.isBlank();
        while (numeric && words.hasMoreTokens()) {
            String word = words.nextToken();
            numeric = word.length() <= LONGEST_NUMBER && NUMBER.matcher(word).matches();
        }
        return numeric;
    }
}
