package longhand.nn.training;

import java.util.LinkedHashMap;
import java.util.Map;
import longhand.data.DataLoader;
import longhand.random.Generator;

/**
 * The state of all that a training draws from.
 *
 * @param generator of the default generator
 * @param ownGenerators of the generators that the loaders have of their own, under {@link #TRAINING} and {@link #TEST}
 */
record Chance(byte[] generator, Map<String, byte[]> ownGenerators) {
    static final String TRAINING = "training";
    static final String TEST = "test";

    /** As it is now. */
    static Chance of(TrainingSettings settings) {
        Map<String, byte[]> states = new LinkedHashMap<>();
        own(settings).forEach((name, generator) -> states.put(name, generator.state()));
        return new Chance(Generator.defaultGenerator().state(), states);
    }

    /** Brings it back; a loader whose state is not here goes on with what its generator has. */
    void restore(TrainingSettings settings) {
        Generator.defaultGenerator().state(generator);
        own(settings).forEach((name, own) -> {
            if (ownGenerators.containsKey(name)) {
                own.state(ownGenerators.get(name));
            }
        });
    }

    static boolean hasOwn(DataLoader loader) {
        return loader.generator() != Generator.defaultGenerator();
    }

    /** What a loader draws from, as it stands in errors. */
    static String source(boolean own) {
        return own ? "a generator of its own" : "the default generator";
    }

    private static Map<String, Generator> own(TrainingSettings settings) {
        Map<String, Generator> own = new LinkedHashMap<>();
        own.put(TRAINING, settings.images.generator());
        settings.testImages.ifPresent(test -> own.put(TEST, test.generator()));
        own.values().removeIf(generator -> generator == Generator.defaultGenerator());
        return own;
    }
}
