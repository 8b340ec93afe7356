package longhand.explain.check;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import longhand.explain.mistake.Misconception;

/** Which explanations are named, in which order, and which of them are more than chance. */
final class Ranking {
    /**
     * An explanation must be so many bits shorter than the plain list of the wrong numbers: by chance one of 2^7 is.
     */
    private static final double CERTAIN = 6;
    /** Explanations that are so many bits longer than the shortest are not named. */
    private static final double WORTH_NAMING = 3;
    /** A single mistake may be named although so much rarer (in bits) than what chance explains. */
    private static final double MOST_CHANCE = 6;
    /** So may two together. */
    static final double MOST_CHANCE_OF_TWO = 3;
    /** That an answer has the size that a mistake leads to, and not the right one. */
    private static final double BITS_OF_SIZE = 3;
    private static final int MOST = 3;

    private Ranking() {}

    /** The bits of all numbers that are not right: the answer without any explanation. */
    static double noise(Target target) {
        return IntStream.range(0, target.size()).filter(i -> !target.isRight(i)).mapToDouble(target.evidence()::of)
                .sum() + (target.hasRightSize() ? 0 : BITS_OF_SIZE);
    }

    /** Whether an explanation is too short to be chance, and a student may well have done so. */
    static boolean isCertain(Hypothesis h, double noise) {
        return isShort(h, noise) && h.consistent();
    }

    private static boolean isShort(Hypothesis h, double noise) {
        return !h.parts().isEmpty() && noise - h.bits() >= CERTAIN;
    }

    /** Whether an explanation may be named as one of several, where the answer is too short to be sure. */
    private static boolean isPossible(Hypothesis h, double noise) {
        boolean single = h.parts().size() == 1 && h.parts().getFirst().changes().size() == 1;
        double gain = noise - h.bits();
        double least = -(single ? MOST_CHANCE : MOST_CHANCE_OF_TWO);
        return h.isExact() && h.order() != Hypothesis.Order.PROBABLE && gain >= least
                || single && h.slips().isEmpty() && gain >= 0 || isShort(h, noise);
    }

    /** The explanations worth naming, simplest first. */
    static List<Hypothesis> best(List<Hypothesis> all, double noise) {
        List<Hypothesis> sorted = all.stream().filter(h -> h.parts().isEmpty() || isPossible(h, noise))
                .sorted(Comparator.comparingDouble(Hypothesis::bits)).toList();
        if (sorted.isEmpty()) {
            return sorted;
        }
        double least = sorted.stream().filter(h -> !h.parts().isEmpty()).mapToDouble(Hypothesis::bits).findFirst()
                .orElse(Double.POSITIVE_INFINITY);
        boolean several = isSingle(sorted.getFirst());
        return sorted.stream().filter(h -> h.bits() <= least + WORTH_NAMING || several && isSingle(h)).limit(MOST)
                .toList();
    }

    /**
     * Whether one mistake gives every number: however rare it is, another one that does so is not sure then. What was
     * solved for, and numbers in any order, fit too easily; where numbers of the right answer stand, or are missing,
     * says how the answer looks, not what was done.
     */
    private static boolean isSingle(Hypothesis h) {
        if (!h.isExact() || h.parts().getFirst().changes().size() != 1) {
            return false;
        }
        Misconception what = h.parts().getFirst().changes().getFirst().what();
        return !Misreadings.SOLVED_FOR.contains(what) && !what.stage().movesNumbers();
    }
}
