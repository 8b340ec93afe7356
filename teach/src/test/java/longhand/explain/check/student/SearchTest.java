package longhand.explain.check.student;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import longhand.explain.Values;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.Written;
import org.junit.jupiter.api.Test;

/**
 * A small survey of mistaken answers that were made by arithmetic of its own; {@link SurveyRun} is the whole one. What
 * was really done must be named among the first three explanations.
 */
class SearchTest {
    private static final int PROBLEMS = 2;
    private static final int PAIRS = 100;

    private static String found(StringBuilder missed) {
        return "not explained:\n" + missed;
    }

    @Test
    void singleMistakesAreNamed() {
        StringBuilder missed = new StringBuilder();
        Survey survey = new Survey(11, text -> missed.append(text).append('\n'));
        Score all = new Score();
        assertTrue(survey.blunders().size() >= 60);
        for (Blunder b : survey.blunders()) {
            Score s = survey.mistakes(PROBLEMS, List.of(b));
            assertEquals(PROBLEMS, s.tried(), "the mistake '" + b + "' can be made");
            all.add(s);
        }
        assertTrue(all.named() >= 0.95, () -> all + "; " + found(missed));
    }

    @Test
    void pairsOfMistakesAreNamed() {
        StringBuilder missed = new StringBuilder();
        Survey survey = new Survey(12, text -> missed.append(text).append('\n'));
        Score all = new Score();
        for (int made = 0; made < PAIRS;) {
            Score s = survey.mistakes(1, survey.pair());
            made += s.tried();
            all.add(s);
        }
        assertTrue(all.explained() >= 0.85, () -> all + "; " + found(missed));
    }

    @Test
    void rightAnswersAreRightAndRandomOnesUnexplained() {
        StringBuilder missed = new StringBuilder();
        Survey survey = new Survey(13, text -> missed.append(text).append('\n'));
        assertEquals(0, survey.rightCalledWrong(1_000), () -> found(missed));
        int explained = survey.falseExplanations(500);
        assertTrue(explained <= 5, () -> explained + " of 500 random answers: " + missed);
    }

    @Test
    void noMistakeIsAccusedOfBeingAnother() {
        StringBuilder accused = new StringBuilder();
        Survey survey = new Survey(16, text -> accused.append(text).append('\n'));
        int count = 0;
        int tried = 0;
        for (Blunder b : UnknownBlunders.withoutWords()) {
            int[] counts = survey.accused(b, 8);
            count += counts[0];
            tried += counts[1];
        }
        assertTrue(tried >= 100 && 50 * count <= tried, count + " of " + tried + ":\n" + accused);
    }

    /** Whatever is written, there is a verdict: no stack trace, and no search without end. */
    @Test
    void anyAnswerGetsAVerdict() {
        Random random = new Random(14);
        Survey survey = new Survey(15, text -> {});
        for (int i = 0; i < 400; i++) {
            Worksheet sheet = survey.sheet();
            int[] dims = random.ints(random.nextInt(5), 1, 5).toArray();
            double[] numbers = random.doubles(Arrays.stream(dims).reduce(1, (a, b) -> a * b), -20, 20)
                    .map(v -> random.nextBoolean() ? Math.rint(v) : v * Math.pow(10, random.nextInt(9))).toArray();
            Diagnosis d = Diagnosis.of(sheet.problem(), Written.exactly(Values.of(numbers, dims)));
            assertTrue(d.correct() || d.text().startsWith("wrong: "), d.text());
        }
    }
}
