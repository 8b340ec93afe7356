package longhand.explain.check;

import java.util.List;
import longhand.explain.mistake.Change;

/**
 * A way to explain an answer: what was done otherwise, for which numbers, and which numbers are left unexplained.
 *
 * @param parts what was done otherwise where; none if the answer is right but for slips
 * @param slips positions of numbers that nothing explains
 * @param bits what it takes to write the answer down this way: the simplest explanation takes the fewest
 * @param order how far what was done is what people do
 */
record Hypothesis(List<Part> parts, List<Integer> slips, double bits, Order order) {

    /** How far what was done is what people do. */
    enum Order {
        /** Changes were made for all numbers, for those of some rows, columns or channels, or for few. */
        CONSISTENT,
        /** For some without order: who misunderstands something does not do it now and then. */
        NOW_AND_THEN,
        /** A mistake was made, and numbers were moved besides. */
        PROBABLE
    }

    Hypothesis(List<Part> parts, List<Integer> slips, double bits) {
        this(parts, slips, bits, Order.CONSISTENT);
    }

    /** Whether changes were made with the order that a misunderstanding has. */
    boolean consistent() {
        return order == Order.CONSISTENT;
    }

    /**
     * Something that was done otherwise for a part of the answer.
     *
     * @param changes one misconception, or two together
     * @param where for which numbers: all, or some of them in words
     */
    record Part(List<Change<?>> changes, String where) {}

    static Hypothesis of(List<Change<?>> changes, double bits) {
        return new Hypothesis(List.of(new Part(changes, "")), List.of(), bits);
    }

    /** Whether every number is explained in one way. */
    boolean isExact() {
        return slips.isEmpty() && parts.size() == 1 && parts.getFirst().where().isEmpty();
    }
}
