package longhand.explain.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.explain.check.FreeText;
import longhand.explain.check.MatrixFile;
import longhand.explain.check.Quoted;

/**
 * What stands in an answer file: for each question its text. It is a form that a browser saved (JSON), or a text in
 * which a line {@code Problem 2} begins the answer to the second question; with one question such lines may be missing.
 * A line {@code 2:} does so too. It is a row where a problem with its number has a heading with a word, where it, or
 * such a line before it, stands below the heading of a later problem, where there is a line {@code 0:} beside it, or
 * where there are several such lines and one question. Where there is none of them and several questions, lines that
 * begin with {@code 1.}, {@code (1)} or {@code a)} do so, if they ascend.
 *
 * @param student the id that a form carries; empty for other files
 * @param byQuestion the texts by question, from 1
 * @param twice the questions that have two different answers
 * @param remark what was made of the text above the first of such lines; empty if there is none
 */
record AnswerText(String student, Map<Integer, String> byQuestion, Set<Integer> twice, String remark) {
    private static final Pattern HEADING = Pattern.compile(
            "[\\s#*_]*(?:(?:(?:problem|question|exercise|task|answer|aufgabe|frage|nr\\.?|no\\.?)\\s*|q ?(?=\\d{1,2} ?[:.)]))(\\d{1,2})\\s*[:.)*_]*|(\\d{1,2})\\s*[:)])"
                    + "(?:\\s+(.*)|\\s*)", Pattern.CASE_INSENSITIVE);

    /** What begins the answers where no heading does: {@code 1.}, {@code (1)}, {@code a)}. */
    private static final List<Pattern> MARKS = Stream.of("(\\d{1,2})\\.", "\\((\\d{1,2})\\)", "\\(?([a-zA-Z])\\)")
            .map(mark -> Pattern.compile("[\\s#*_]*" + mark + "[*_]*(?:\\s+(.*)|\\s*)")).toList();

    /** The form, if the text is one. */
    static Optional<AnswerText> form(String text) {
        if (!text.stripLeading().startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode root = MatrixFile.tree(text);
            JsonNode answers = root.path("answers");
            if (!answers.isObject()) {
                return Optional.empty();
            }
            Map<Integer, String> byQuestion = new TreeMap<>();
            answers.properties().stream().filter(e -> e.getKey().matches("\\d{1,2}"))
                    .forEach(e -> byQuestion.put(Integer.valueOf(e.getKey()), MatrixFile.answer(e.getValue())));
            return Optional.of(new AnswerText(root.path("student").asText(), byQuestion, Set.of(), ""));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * A text with headings; without them, all of it answers the only question. What stands above the first heading is
     * the answer to the first question if only that has no heading.
     */
    static AnswerText of(String text, int questions) {
        // Programs stay as they are. Only where a heading shows in no other way, as in HTML, all is made plain.
        Parts raw = Parts.of(text, questions);
        Parts plain = Parts.of(FreeText.plain(text), questions);
        Parts parts = plain.headings() > raw.headings() ? plain : raw;
        Map<Integer, List<String>> found = parts.bodies();
        String above = parts.above().strip();
        boolean first = !found.containsKey(1) && found.size() == questions - 1
                && (questions == 1 || above.matches("(?s).*\\d.*"));
        if (first) {
            found.put(1, List.of(above));
        }
        Map<Integer, String> texts = new TreeMap<>();
        Set<Integer> twice = new TreeSet<>();
        found.forEach((number, bodies) -> {
            List<String> different = bodies.stream().map(String::strip).filter(b -> !b.isEmpty()).distinct().toList();
            texts.put(number, different.isEmpty() ? "" : different.getFirst());
            if (different.size() > 1) {
                twice.add(number);
            }
        });
        return new AnswerText("", texts, twice, found.isEmpty() || first && questions == 1 ? ""
                : remark(above, first));
    }

    private static String remark(String above, boolean first) {
        return above.isEmpty() ? "" : first ? "What stands above the first heading was read as the answer to problem 1."
                : "The text above the first heading was left out: \"" + Quoted.of(above) + "\".";
    }

    /**
     * A text cut at its headings.
     *
     * @param above what stands above the first
     * @param bodies for each question what stands below its headings
     */
    private record Parts(String above, Map<Integer, List<String>> bodies) {
        static Parts of(String text, int questions) {
            StringBuilder above = new StringBuilder();
            Map<Integer, List<StringBuilder>> found = new TreeMap<>();
            StringBuilder current = above;
            String[] lines = text.replace("\uFEFF", "").split("\r\n|\n|\r", -1);
            Set<Integer> worded = numbers(Arrays.stream(lines), 1);
            Set<Integer> bare = numbers(Arrays.stream(lines).takeWhile(line -> !isWorded(HEADING.matcher(line))), 2);
            boolean rows = bare.stream().anyMatch(worded::contains) || bare.contains(0)
                    || questions == 1 && bare.size() > 1;
            int begun = rows ? questions : 0; // up to this number, those without a word begin rows
            for (String line : lines) {
                Matcher m = HEADING.matcher(line);
                int number = m.matches() ? number(m) : questions + 1;
                boolean word = isWorded(m);
                boolean heading = number >= 1 && number <= questions
                        && (word || number > begun && !worded.contains(number));
                begun = heading && word ? number : !heading && !word && number <= questions ? questions : begun;
                if (heading) {
                    current = new StringBuilder();
                    found.computeIfAbsent(number, n -> new ArrayList<>()).add(current);
                }
                current.append(heading ? Objects.requireNonNullElse(m.group(3), "") : line).append('\n');
            }
            Optional<Pattern> marks = found.isEmpty() && questions > 1 ? MARKS.stream()
                    .filter(mark -> ascend(lines, mark, questions)).findFirst() : Optional.empty();
            if (marks.isPresent()) {
                return marked(lines, marks.get());
            }
            Map<Integer, List<String>> bodies = new TreeMap<>();
            found.forEach((number, texts) -> bodies.put(number, texts.stream().map(StringBuilder::toString).toList()));
            return new Parts(above.toString(), bodies);
        }

        /** Whether several lines begin with such a mark, each with one above that of the line before. */
        private static boolean ascend(String[] lines, Pattern mark, int questions) {
            int[] counts = Arrays.stream(lines).map(mark::matcher).filter(Matcher::matches).mapToInt(Parts::count)
                    .toArray();
            boolean ascending = IntStream.range(1, counts.length).allMatch(i -> counts[i] > counts[i - 1]);
            return counts.length > 1 && ascending && counts[0] >= 1 && counts[counts.length - 1] <= questions;
        }

        private static int count(Matcher mark) {
            char first = Character.toLowerCase(mark.group(1).charAt(0));
            return Character.isDigit(first) ? Integer.parseInt(mark.group(1)) : first - 'a' + 1;
        }

        private static Parts marked(String[] lines, Pattern mark) {
            StringBuilder above = new StringBuilder();
            Map<Integer, StringBuilder> found = new TreeMap<>();
            StringBuilder current = above;
            for (String line : lines) {
                Matcher m = mark.matcher(line);
                boolean opens = m.matches();
                current = opens ? found.computeIfAbsent(count(m), n -> new StringBuilder()) : current;
                current.append(opens ? Objects.requireNonNullElse(m.group(2), "") : line).append('\n');
            }
            Map<Integer, List<String>> bodies = new TreeMap<>();
            found.forEach((number, body) -> bodies.put(number, List.of(body.toString())));
            return new Parts(above.toString(), bodies);
        }

        private static int number(Matcher heading) {
            return Integer.parseInt(heading.group(1) != null ? heading.group(1) : heading.group(2));
        }

        private static boolean isWorded(Matcher heading) {
            return heading.matches() && heading.group(1) != null;
        }

        /** The numbers of all headings with a word before the number (group 1), or without one (group 2). */
        private static Set<Integer> numbers(Stream<String> lines, int group) {
            return lines.map(HEADING::matcher).filter(m -> m.matches() && m.group(group) != null)
                    .map(Parts::number).collect(Collectors.toSet());
        }

        int headings() {
            return bodies.values().stream().mapToInt(List::size).sum();
        }
    }
}
