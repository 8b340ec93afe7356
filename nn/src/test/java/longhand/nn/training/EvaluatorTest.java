package longhand.nn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import longhand.autograd.NoGrad;
import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import org.junit.jupiter.api.Test;

/** A test changes nothing: neither the mode of the network, nor its gradients, nor what is recorded afterwards. */
class EvaluatorTest {
    private final Layer net = new Sequential(new Flatten(), new Dropout(0.5), new Linear(64, 2));
    private final Evaluator evaluator = new Evaluator(net, new CrossEntropyLoss());
    private final DataLoader images = new DataLoader(new Stripes(10), LoaderOptions.batches(4));

    @Test
    void theNetworkKeepsItsModeWhateverHappens() {
        for (boolean training : new boolean[] {true, false}) {
            net.train(training);
            evaluator.evaluate(images, (batch, logits) -> assertFalse(net.isTraining()));
            assertEquals(training, net.isTraining());
            assertThrows(IllegalStateException.class, () -> evaluator.evaluate(images, (batch, logits) -> {
                throw new IllegalStateException("on purpose");
            }));
            assertEquals(training, net.isTraining());
            net.parameters().forEach(parameter -> assertFalse(parameter.hasGrad()));
        }
    }

    @Test
    void nothingIsRecordedMeanwhileAndAsBeforeAfterwards() {
        evaluator.evaluate(images, (batch, logits) -> {
            assertFalse(logits.requiresGrad());
            assertFalse(NoGrad.gradEnabled());
        });
        assertTrue(NoGrad.gradEnabled());
        try (NoGrad _ = NoGrad.enter()) {
            evaluator.evaluate(images, (batch, logits) -> { });
            assertFalse(NoGrad.gradEnabled());
        }
    }

    @Test
    void everyImageIsSeenOnceAndCountsOnce() {
        List<Integer> seen = new ArrayList<>();
        double[] sum = {0};
        EpochSums sums = evaluator.evaluate(images, (batch, logits) -> {
            for (int index : batch.indices()) {
                seen.add(index);
            }
            sum[0] += batch.size() * (double) new CrossEntropyLoss().forward(logits, batch.labels()).item();
        });
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), seen);
        assertEquals(10, sums.images());
        assertEquals(sum[0] / 10, sums.loss(), 1e-6);
    }
}
