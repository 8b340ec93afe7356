package longhand.explain.exercise;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which lines of an answer file are headings with a word, as {@code Problem 2}. Those with the word that counts most
 * questions are, if nothing stands behind the number but an answer, or a title where the numbers ascend. One with
 * another word is where it takes the place of one that is missing between them; below a heading it is an answer:
 * {@code Answer 2}.
 */
final class AnswerHeadings {
    /** Where two count as many questions, the first is meant. */
    private static final List<String> WORDS =
            List.of("problem", "question", "frage", "q", "exercise", "task", "aufgabe", "answer", "nr", "no");
    private static final Pattern LINE = Pattern.compile("[\\s#*_]*(?:(?<word>problem|question|exercise|task|answer|aufgabe|frage|nr|no|q(?= ?\\d{1,2} ?[:.)]))\\.?\\s*(?<number>\\d{1,2})\\s*(?<sign>[:.)*_]*)"
            + "|(?<bare>\\d{1,2})\\s*[:)])(?:\\s+(?<rest>.*)|\\s*)", Pattern.CASE_INSENSITIVE);
    /** What begins like a title or a sentence, and not like an answer. */
    private static final Pattern TITLE = Pattern.compile("\\p{L}(?!\\w{0,20} ?[=:\\[({]).*");

    private AnswerHeadings() {}

    /**
     * A line that can be a heading.
     *
     * @param at which line
     * @param word in small letters; empty where there is none
     * @param rest what stands behind it
     * @param title whether that begins like a title or a sentence
     */
    record Heading(int at, String word, int number, String rest, boolean title) {
        static Heading of(int at, String line) {
            Matcher m = LINE.matcher(line);
            if (!m.matches()) {
                return new Heading(at, "", -1, line, false);
            }
            String rest = m.group("rest") == null ? "" : m.group("rest");
            return m.group("word") == null ? new Heading(at, "", Integer.parseInt(m.group("bare")), rest, false)
                    : new Heading(at, m.group("word").toLowerCase(Locale.ROOT), Integer.parseInt(m.group("number")),
                    rest, m.group("sign").isEmpty() && TITLE.matcher(rest).matches());
        }

        boolean hasWord() {
            return !word.isEmpty();
        }

        /** Whether the line begins with a number alone. */
        boolean isBare() {
            return word.isEmpty() && number >= 0;
        }
    }

    /** For each line what it can be. */
    static List<Heading> lines(String... lines) {
        return IntStream.range(0, lines.length).mapToObj(at -> Heading.of(at, lines[at])).toList();
    }

    /** The lines that are headings with a word. */
    static Set<Integer> worded(List<Heading> lines, int questions) {
        List<Heading> all = lines.stream().filter(h -> h.hasWord() && h.number >= 1 && h.number <= questions).toList();
        String word = WORDS.stream()
                .max(Comparator.<String>comparingInt(w -> numbers(all, h -> h.word.equals(w)).size())
                .thenComparing(w -> -WORDS.indexOf(w))).orElseThrow();
        Set<Integer> counted = numbers(all, h -> h.word.equals(word));
        Set<Integer> firm = numbers(all, h -> h.word.equals(word) && !h.title);
        int[] filled = filledAbove(lines);
        Map<Integer, Integer> below = new HashMap<>(); // the last line that counts less than a number
        all.stream().filter(h -> h.word.equals(word)).forEach(h -> IntStream.rangeClosed(h.number + 1, questions)
                .forEach(n -> below.put(n, h.at)));
        Set<Integer> headings = new TreeSet<>();
        int highest = 0;
        int before = -1; // the heading before
        for (Heading h : all) {
            boolean takesPlace = !h.title && h.number > highest && !counted.contains(h.number)
                    && (before < 0 || filled[before] < filled[h.at])
                    && below.getOrDefault(h.number, -1) < h.at;
            boolean heading = !h.word.equals(word) ? takesPlace
                    : !h.title || h.number > highest && !firm.contains(h.number);
            if (heading) {
                headings.add(h.at);
                highest = Math.max(highest, h.number);
                before = h.at;
            }
        }
        return headings;
    }

    /** For each line how many above it hold something else than a heading alone. */
    private static int[] filledAbove(List<Heading> lines) {
        int[] filled = new int[lines.size() + 1];
        for (Heading line : lines) {
            filled[line.at + 1] = filled[line.at] + (line.rest.isBlank() ? 0 : 1);
        }
        return filled;
    }

    private static Set<Integer> numbers(List<Heading> lines, Predicate<Heading> which) {
        return lines.stream().filter(which).map(Heading::number).collect(Collectors.toSet());
    }

    /** How many numbers a text has. */
    static long numbers(String text) {
        return Arrays.stream(text.split("[\\s,;|\\[\\]]+"))
                .filter(word -> word.chars().anyMatch(Character::isDigit)).count();
    }
}
