package longhand.explain.exercise;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import longhand.io.disk.FileBytes;

/**
 * How many points a wrong answer still gets. A misconception that explains the whole answer is one mistake, however
 * many numbers it makes wrong.
 *
 * @param misconception share of a question's points that is taken off for each misconception
 * @param partial whether an answer without explanation gets a share for each right number
 * @param special other shares for some misconceptions, by id
 */
public record Rubric(double misconception, boolean partial, Map<String, Double> special) {
    /** Its name beside the key. */
    public static final String NAME = "rubric.properties";
    /** What is used where nothing else is said. */
    public static final Rubric USUAL = new Rubric(0.3, true, Map.of());
    private static final String PREFIX = "misconception.";

    public Rubric {
        special = Map.copyOf(special);
    }

    /** The file that is laid beside a new key, to be changed. */
    static String template() {
        return """
                # How many points a wrong answer still gets. Change it before you grade, or change it and grade again.

                # The share of a question's points that is taken off for each misconception. One that explains the whole answer
                # (a kernel that is turned round throughout) is one mistake, however many numbers it makes wrong.
                misconception = %s

                # numbers: an answer without such an explanation gets a share of the points for each right number. none: it gets nothing.
                partial = %s

                # Other shares for some misconceptions, by the names in grades.csv:
                # misconception.padding-ignored = 0.5
                """.formatted(USUAL.misconception, USUAL.partial ? "numbers" : "none");
    }

    /**
     * Reads a file.
     *
     * @throws IllegalArgumentException if a line is not understood
     */
    public static Rubric read(Path file) {
        Properties lines = new Properties();
        try (Reader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            lines.load(in);
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be read", file, e);
        }
        Map<String, Double> special = new TreeMap<>();
        for (String key : lines.stringPropertyNames()) {
            if (key.startsWith(PREFIX)) {
                special.put(key.substring(PREFIX.length()), share(file, key, lines.getProperty(key)));
            } else if (!Set.of("misconception", "partial").contains(key)) {
                throw wrong(file, key, "there is no such setting; there are misconception, partial and "
                        + "misconception.NAME");
            }
        }
        String partial = lines.getProperty("partial", "numbers").strip();
        if (!Set.of("numbers", "none").contains(partial)) {
            throw wrong(file, "partial", "it is '" + partial + "', not numbers or none");
        }
        double usual = share(file, "misconception",
                lines.getProperty("misconception", String.valueOf(USUAL.misconception)));
        return new Rubric(usual, partial.equals("numbers"), special);
    }

    private static double share(Path file, String key, String text) {
        try {
            double share = Double.parseDouble(text.strip().replace(',', '.'));
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            // The answer below names the fault.
        }
        throw wrong(file, key, "'" + text + "' is not a share from 0 to 1");
    }

    private static IllegalArgumentException wrong(Path file, String key, String why) {
        return new IllegalArgumentException("exercise: " + file + ": " + key + ": " + why + ".");
    }

    /** The share of the points that an answer gets: the better of its right numbers and of its best explanation. */
    double share(Verdict verdict) {
        if (verdict.correct()) {
            return 1;
        }
        double numbers = partial && verdict.right().length > 0 ? (double) verdict.rightCount() / verdict.right().length
                : 0;
        double explained = verdict.explanations().stream().mapToDouble(r -> explained(r.misconceptions())).max()
                .orElse(0);
        return Math.max(numbers, explained);
    }

    private double explained(List<String> misconceptions) {
        return Math.max(0, 1 - misconceptions.stream().mapToDouble(id -> special.getOrDefault(id, misconception))
                .sum());
    }
}
