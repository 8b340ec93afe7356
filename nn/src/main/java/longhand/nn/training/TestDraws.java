package longhand.nn.training;

import longhand.data.DataLoader;

/**
 * What a test takes from the generators: what must be the same if the training images after it are to come in the order
 * of a run that never stopped.
 *
 * @param known false if an older version saved the state, which did not note any of this
 * @param tests whether there is a test
 * @param shuffle another order in every test
 * @param own from another generator than the default one
 * @param shared from the generator that the training images' loader has of its own
 */
public record TestDraws(boolean known, boolean tests, boolean shuffle, boolean own, boolean shared) {
    static final TestDraws UNKNOWN = new TestDraws(false, false, false, false, false);
    /** The same in a file. */
    static final String UNKNOWN_JSON =
            "{\"known\":false,\"tests\":false,\"shuffle\":false,\"own\":false,\"shared\":false}";

    static TestDraws of(TrainingSettings settings) {
        return settings.testImages.map(test -> of(test, settings.images))
                .orElse(new TestDraws(true, false, false, false, false));
    }

    private static TestDraws of(DataLoader test, DataLoader training) {
        boolean own = Chance.hasOwn(test);
        return new TestDraws(true, true, test.options().shuffle(), own, own
                && test.generator() == training.generator());
    }

    /** @throws IllegalArgumentException if the test here draws otherwise */
    void requireSame(TestDraws here) {
        if (known && !equals(here)) {
            throw new IllegalArgumentException("resume: the run had " + this + "; here there is " + here
                    + ". Rule: it is the same, or the orders after a test were others. Fix: "
                    + (tests ? "call test(…), before resume(…), with a loader made as in the run."
                    : "leave out test(…), and test with an Evaluator when it has ended."));
        }
    }

    /** As it stands in errors: {@code a test that draws from the default generator, in order}. */
    @Override
    public String toString() {
        return tests ? "a test that draws from " + (shared ? "the generator of the training images" : Chance.source(own))
                + (shuffle ? ", shuffled" : ", in order") : "no test";
    }
}
