package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong answers of students: for each a command, the answer, and what {@code check} must say of it. */
class StudentAnswersTest {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    /** One wrong answer. */
    private record Case(String command, String answer, List<String> said) {}

    static Stream<Case> cases() throws IOException {
        try (InputStream in = StudentAnswersTest.class.getResourceAsStream("student-answers.txt")) {
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .filter(line -> !line.startsWith("#")).map(String::strip).toList();
            List<Case> cases = new ArrayList<>();
            for (int i = 0; i < lines.size(); i += 3) {
                cases.add(new Case(lines.get(i), lines.get(i + 1), List.of(lines.get(i + 2).split(" / "))));
            }
            return cases.stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isExplained(Case c) {
        List<String> words = new ArrayList<>(List.of("check"));
        Matcher word = WORD.matcher(c.command());
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        words.addAll(List.of("--answer", c.answer()));
        CliRun run = CliRun.of(words.toArray());
        assertEquals(1, run.status(), run.err());
        assertAll(c.said().stream().map(part -> () -> assertTrue(run.out().contains(part), run.out())));
    }
}
