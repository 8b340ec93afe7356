package longhand.explain.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
import longhand.explain.exercise.AnswerHeadings.Heading;

/**
 * What stands in an answer file: for each question its text. It is a form that a browser saved (JSON), or a text in
 * which a line {@code Problem 2} begins the answer to the second question; with one question such lines may be missing
 * ({@link AnswerHeadings} says which lines are such).
 * A line {@code 2:} does so too. It is a row where a problem with its number has a heading with a word, where it, or
 * such a line before it, stands below the heading of a later problem, where there is a line {@code 0:} beside it, or
 * where there are several such lines and one question. Where there is none of them and several questions, lines that
 * begin with {@code 1.}, {@code (1)} or {@code a)} do so, if they ascend. A single heading above marks for all
 * questions is a title, if they cannot be rows.
 *
 * @param student the id that a form carries; empty for other files
 * @param byQuestion the texts by question, from 1
 * @param twice the questions that have two different answers
 * @param remark what was made of the text above the first of such lines; empty if there is none
 */
record AnswerText(String student, Map<Integer, String> byQuestion, Set<Integer> twice, String remark) {
    /** What begins the answers where no heading does: {@code 1.}, {@code (1)}, {@code a)}. */
    private static final List<Pattern> MARKS = Stream.of("(\\d{1,2})\\.", "\\((\\d{1,2})\\)", "\\(?([a-zA-Z])\\)")
            .map(AnswerText::mark).toList();
    private static final Pattern LETTER = MARKS.getLast();
    private static final Pattern BARE = mark("(\\d{1,2})\\s*[:)]");

    private static Pattern mark(String mark) {
        return Pattern.compile("[\\s#*_]*" + mark + "[*_]*(?:\\s+(.*)|\\s*)");
    }

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
            String[] lines = text.replace("\uFEFF", "").split("\r\n|\n|\r", -1);
            List<Heading> all = AnswerHeadings.lines(lines);
            Set<Integer> words = AnswerHeadings.worded(all, questions);
            Optional<Parts> marked = questions > 1 ? around(lines, all, words, questions) : Optional.empty();
            return marked.orElseGet(() -> of(all, lines, words, questions));
        }

        private static Parts of(List<Heading> all, String[] lines, Set<Integer> words, int questions) {
            StringBuilder above = new StringBuilder();
            Map<Integer, List<StringBuilder>> found = new TreeMap<>();
            StringBuilder current = above;
            Set<Integer> worded = words.stream().map(at -> all.get(at).number()).collect(Collectors.toSet());
            Set<Integer> bare = all.stream().takeWhile(h -> !words.contains(h.at())).filter(Heading::isBare)
                    .map(Heading::number).collect(Collectors.toSet());
            boolean rows = bare.stream().anyMatch(worded::contains) || bare.contains(0)
                    || questions == 1 && bare.size() > 1;
            int begun = rows ? questions : 0; // up to this number, those without a word begin rows
            for (Heading h : all) {
                boolean word = words.contains(h.at());
                boolean mark = h.isBare() && h.number() <= questions;
                boolean heading = word || mark && h.number() >= 1 && h.number() > begun
                        && !worded.contains(h.number());
                begun = heading && word ? h.number() : !heading && mark ? questions : begun;
                if (heading) {
                    current = new StringBuilder();
                    found.computeIfAbsent(h.number(), n -> new ArrayList<>()).add(current);
                }
                current.append(heading ? h.rest() : lines[h.at()]).append('\n');
            }
            Optional<Pattern> marks = found.isEmpty() && questions > 1 ? firstOf(MARKS, lines, questions)
                    : Optional.empty();
            if (marks.isPresent()) {
                return marked(lines, marks.get());
            }
            Map<Integer, List<String>> bodies = new TreeMap<>();
            found.forEach((number, texts) -> bodies.put(number, texts.stream().map(StringBuilder::toString).toList()));
            return new Parts(above.toString(), bodies);
        }

        /**
         * The parts that begin with marks where these stand around other headings: letters above numbers, and all
         * questions in their order below a title, if not all have as many numbers as rows would.
         */
        private static Optional<Parts> around(String[] lines, List<Heading> all, Set<Integer> words, int questions) {
            int bare = all.stream().filter(Heading::isBare).findFirst().map(Heading::at).orElse(lines.length);
            if (words.isEmpty()) {
                return Optional.of(LETTER).filter(mark -> bare < lines.length && first(lines, mark) < bare
                        && ascend(lines, mark, questions)).map(mark -> marked(lines, mark));
            }
            int title = words.iterator().next();
            boolean alone = words.size() == 1 && IntStream.range(0, title).allMatch(i -> lines[i].isBlank());
            return Stream.concat(Stream.of(BARE), MARKS.stream())
                    .filter(mark -> alone && ascend(lines, mark, questions)).map(mark -> marked(lines, mark))
                    .filter(parts -> parts.bodies.size() == questions)
                    .filter(parts -> parts.bodies.values().stream().map(b -> AnswerHeadings.numbers(b.getFirst()))
                    .distinct().count() > 1).findFirst();
        }

        /** The pattern of the marks that ascend and of which the first stands above those of the others. */
        private static Optional<Pattern> firstOf(List<Pattern> marks, String[] lines, int questions) {
            return marks.stream().filter(mark -> ascend(lines, mark, questions))
                    .min(Comparator.comparingInt(mark -> first(lines, mark)));
        }

        private static int first(String[] lines, Pattern mark) {
            return IntStream.range(0, lines.length).filter(i -> mark.matcher(lines[i]).matches()).findFirst()
                    .orElse(lines.length);
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

        int headings() {
            return bodies.values().stream().mapToInt(List::size).sum();
        }
    }
}
