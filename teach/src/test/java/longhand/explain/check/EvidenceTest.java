package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import longhand.explain.Values;
import org.junit.jupiter.api.Test;

/** How many bits a number of an answer is worth, by the definition. */
class EvidenceTest {
    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    private static Evidence evidence(Values truth, double... answer) {
        return new Evidence(Written.exactly(Values.vector(answer)), truth);
    }

    /** The first number says where the answer lies; the others only how far they are from each other. */
    @Test
    void theFirstNumberLiesAnywhere() {
        Evidence e = evidence(Values.vector(0, 100), 40, 41, 43);
        assertEquals(log2(1 + 100), e.of(0), 1e-9);
        assertEquals(log2(1 + 3), e.of(1), 1e-9);
        assertEquals(log2(1 + 3), e.of(2), 1e-9);
    }

    @Test
    void moreDecimalsSayMoreAndNoNumberMoreThanNineBits() {
        assertEquals(log2(1 + 5 / 0.1), evidence(Values.vector(0, 5), 0.5, 4.5).of(0), 1e-9);
        assertEquals(log2(1 + 5 / 0.01), evidence(Values.vector(0, 5), 0.25, 4.5).of(0), 1e-9);
        assertEquals(9, evidence(Values.vector(0, 5), 0.125, 4.5).of(0), 1e-9);
        assertEquals(9, evidence(Values.vector(-1000, 1000), 3, 900).of(1), 1e-9);
    }

    @Test
    void whatIsRepeatedSaysLess() {
        Evidence e = evidence(Values.vector(0, 30), 1, 9, 9, 5, 30, 9, 9, 2);
        assertEquals(log2(30), e.of(1), 1e-9, "for the first time as any other number");
        assertEquals(1, e.of(2), 1e-9, "4 of 8 numbers");
        assertEquals(1, e.of(6), 1e-9);
        Evidence twice = evidence(Values.vector(0, 30), 1, 9, 9, 5, 30, 4, 3, 2);
        assertEquals(2, twice.of(2), 1e-9, "2 of 8 numbers");
        assertEquals(0, evidence(Values.vector(0, 30), 7, 7, 7).of(2), "where all are alike, nothing");
    }

    @Test
    void zerosAreCheap() {
        Evidence e = evidence(Values.vector(0, 100), 0, 60, 80);
        assertEquals(2, e.of(0), 1e-9);
        assertEquals(2, evidence(Values.vector(0, 100), 60, 0, 80).of(1), 1e-9);
        assertEquals(1, evidence(Values.vector(0, 1), 0, 1).of(0), 1e-9, "where two numbers are possible, less");
    }
}
