package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import longhand.explain.Values;
import longhand.explain.computation.Computation;
import longhand.explain.mistake.Change;
import longhand.explain.mistake.Likelihood;
import longhand.explain.mistake.Misconception;
import longhand.explain.mistake.Stage;
import org.junit.jupiter.api.Test;

/** Which explanations are named: what is shorter than the plain list of the wrong numbers, the shortest first. */
class RankingTest {
    private static final double NOISE = 20;
    private static final Misconception MISTAKE =
            new Misconception("mistake", "", Stage.FORMULA, Likelihood.USUAL);
    private static final Change<Computation> CHANGE = new Change<>(MISTAKE, "", c -> c);

    private static Hypothesis of(double bits, int changes, String where, Integer... slips) {
        return new Hypothesis(List.of(new Hypothesis.Part(Collections.nCopies(changes, CHANGE), where)), List.of(slips),
                bits);
    }

    private static List<Double> named(Hypothesis... all) {
        return Ranking.best(List.of(all), NOISE).stream().map(Hypothesis::bits).toList();
    }

    private static List<Double> named(double... bits) {
        return named(Arrays.stream(bits).mapToObj(b -> of(b, 1, "")).toArray(Hypothesis[]::new));
    }

    @Test
    void theShortestThreeThatAreNearlyAsShort() {
        assertEquals(List.of(5.0, 6.0, 8.0), named(8, 5, 6));
        assertEquals(List.of(5.0), named(of(8.01, 2, ""), of(5, 1, "")));
        assertEquals(List.of(5.0, 5.5, 6.0), named(7, 6, 5.5, 5));
        assertEquals(List.of(), named(new Hypothesis[0]));
    }

    /** A mistake that gives the same numbers is named however rare it is, unless a number of it was chosen so. */
    @Test
    void anotherMistakeThatGivesTheSameNumbers() {
        assertEquals(List.of(5.0, 11.0), named(11, 5));
        assertEquals(List.of(5.0), named(of(11, 1, "in row 1"), of(5, 1, "")));
        Hypothesis solved = Hypothesis.of(List.of(new Change<>(Misreadings.FACTOR, "", c -> c)), 11);
        assertEquals(List.of(5.0), named(solved, of(5, 1, "")));
        Hypothesis moved = Hypothesis.of(List.of(new Change<>(Places.EXCHANGED, "", c -> c)), 11);
        assertEquals(List.of(5.0), named(moved, of(5, 1, "")), "how it looks, not what was done");
    }

    /** What explains all numbers may be rarer than chance, two mistakes less than one; what explains a part may not. */
    @Test
    void whatIsRarerThanChanceIsNotNamed() {
        assertEquals(List.of(26.0), named(of(26, 1, "")));
        assertEquals(List.of(), named(of(26.1, 1, "")));
        assertEquals(List.of(23.0), named(of(23, 2, "")));
        assertEquals(List.of(), named(of(23.1, 2, "")));
        assertEquals(List.of(20.0), named(of(20, 1, "in row 1")));
        assertEquals(List.of(), named(of(20.1, 1, "in row 1")));
        assertEquals(List.of(14.0), named(of(14, 1, "", 3)));
        assertEquals(List.of(), named(of(14.1, 1, "", 3)));
        Hypothesis slip = new Hypothesis(List.of(), List.of(2), 99);
        assertEquals(List.of(99.0), named(slip), "a slip alone may always be said");
        assertEquals(List.of(5.0), named(slip, of(5, 1, "")), "but not beside an explanation");
    }

    @Test
    void certainIsWhatIsSixBitsShorterAndConsistent() {
        assertTrue(Ranking.isCertain(of(14, 1, ""), NOISE));
        assertFalse(Ranking.isCertain(of(14.1, 1, ""), NOISE));
        List<Hypothesis.Part> parts = of(1, 1, "in row 1").parts();
        assertTrue(Ranking.isCertain(new Hypothesis(parts, List.of(), 1, Hypothesis.Order.CONSISTENT), NOISE));
        assertFalse(Ranking.isCertain(new Hypothesis(parts, List.of(), 1, Hypothesis.Order.NOW_AND_THEN), NOISE));
        assertFalse(Ranking.isCertain(new Hypothesis(List.of(), List.of(2), 1), NOISE));
    }

    /** The plain list: the numbers that are wrong, and that their number is. */
    @Test
    void noiseIsWhatIsNotRight() {
        Values truth = Values.vector(1, 20, 3);
        Written answer = Written.exactly(Values.vector(1, 2, 9));
        Evidence evidence = new Evidence(answer, truth);
        Target target = new Target(answer, truth, truth.dims(), new boolean[] {true, false, false}, 0, 0, 0);
        assertEquals(evidence.of(1) + evidence.of(2), Ranking.noise(target), 1e-9);
        Target otherSize = new Target(answer, Values.vector(1, 20), new int[] {2}, new boolean[0], 0, 0, 0);
        Evidence of3 = new Evidence(answer, Values.vector(1, 20));
        assertEquals(of3.of(0) + of3.of(1) + of3.of(2) + 3, Ranking.noise(otherSize), 1e-9);
    }
}
