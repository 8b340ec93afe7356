package longhand.nn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.optim.SGD;
import org.junit.jupiter.api.Test;

class EarlyStoppingTest {
    /** Epochs with these accuracies and losses, in turn. */
    private static List<EpochResult> epochs(double... accuracyAndLoss) {
        List<EpochResult> epochs = new ArrayList<>();
        for (int i = 0; i < accuracyAndLoss.length; i += 2) {
            epochs.add(new EpochResult(i / 2 + 1, i / 2 + 1, 1, 0.5, accuracyAndLoss[i + 1], accuracyAndLoss[i], 0.1, 1,
                    1, 1));
        }
        return epochs;
    }

    private static int best(double... accuracyAndLoss) {
        return EarlyStopping.best(epochs(accuracyAndLoss)).orElseThrow().epoch();
    }

    @Test
    void theBestIsTheMostAccurateThenThatWithTheLowestLossThenTheFirst() {
        assertEquals(2, best(0.5, 1, 0.7, 3, 0.6, 0.5));
        assertEquals(3, best(0.7, 1, 0.7, 3, 0.7, 0.5));
        assertEquals(1, best(0.7, 1, 0.7, 1));
        assertEquals(2, best(0.7, Double.NaN, 0.7, 1), "a loss that is no number is no better than any other");
        assertEquals(1, best(0.7, Double.NaN, 0.6, 1), "and what was counted counts");
        assertEquals(Optional.empty(), EarlyStopping.best(epochs(Double.NaN, Double.NaN)));
        assertEquals(Optional.empty(), EarlyStopping.best(List.of()));
    }

    /** Regression: nobody counts what is right. */
    @Test
    void withoutAccuracyTheLossDecides() {
        double none = Double.NaN;
        assertEquals(2, best(none, 3, none, 1, none, 2));
        assertEquals(1, best(none, 3, none, 3));
        assertTrue(EarlyStopping.isDue(epochs(none, 3, none, 1, none, 2, none, 1), 2));
        assertFalse(EarlyStopping.isDue(epochs(none, 3, none, 2, none, 1), 1));
    }

    /** As after a metric that was set between two runs. */
    @Test
    void anEpochThatNobodyCountedIsNotTheBest() {
        assertEquals(1, best(0.9, 0.5, Double.NaN, 0.1));
    }

    @Test
    void patienceCountsEpochsSinceTheBest() {
        List<EpochResult> epochs = epochs(0.5, 1, 0.7, 1, 0.6, 1, 0.65, 1);
        assertTrue(EarlyStopping.isDue(epochs, 2));
        assertFalse(EarlyStopping.isDue(epochs, 3));
        assertFalse(EarlyStopping.isDue(epochs, 0), "0 is for ever");
        assertFalse(EarlyStopping.isDue(List.of(), 1));
    }

    /** A learning rate of 0 makes no epoch better than the first. */
    @Test
    void theTrainerStopsWhenPatienceEnds() {
        Layer net = new Sequential(new Flatten(), new Linear(64, 2));
        try (Trainer trainer = new Trainer(net, new CrossEntropyLoss(), new SGD(net.parameters(), 0),
                new DataLoader(new Stripes(8), LoaderOptions.batches(4)))
                .test(new DataLoader(new Stripes(10), LoaderOptions.batches(4))).epochs(20).patience(3)) {
            assertEquals(4, trainer.run().size());
            assertTrue(trainer.isComplete());
        }
    }
}
