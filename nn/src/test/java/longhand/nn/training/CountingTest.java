package longhand.nn.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import longhand.data.DataLoader;
import longhand.data.Examples;
import longhand.data.LoaderOptions;
import longhand.data.TensorExamples;
import longhand.nn.Linear;
import longhand.nn.TargetLoss;
import longhand.nn.optim.SGD;
import longhand.ops.Losses;
import longhand.shape.Shape;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics, losses and data sets of a user's that cannot be right. */
class CountingTest {
    @TempDir
    private Path folder;

    private final Linear net = new Linear(3, 1);

    private static DataLoader examples(int count, LoaderOptions options) {
        return new DataLoader(new TensorExamples(Tensor.randn(count, 3), Tensor.randn(count, 1)), options);
    }

    private Trainer trainer(TargetLoss loss, DataLoader loader) {
        return Trainer.withTargets(net, loss, new SGD(net.parameters(), 0.01), loader);
    }

    private Trainer trainer() {
        return trainer(Losses::mseLoss, examples(10, LoaderOptions.batches(4)));
    }

    private static String refused(Runnable call) {
        String message = assertThrows(RuntimeException.class, call::run).getMessage();
        assertTrue(message.contains("Rule: ") || message.contains("rule: "), message);
        assertTrue(message.contains("Fix: ") || message.contains("fix: "), message);
        return message;
    }

    @Test
    void aMetricCountsFromNothingToTheWholeBatch() {
        for (int count : new int[] {999, 5, -1}) {
            String message = refused(() -> trainer().metric((output, batch) -> count).run());
            assertTrue(message.startsWith("training: the metric says that " + count + " of 4 examples"), message);
            refused(() -> Evaluator.withTargets(net, Losses::mseLoss, (output, batch) -> count)
                    .evaluate(examples(4, LoaderOptions.batches(4)), (batch, output) -> { }));
        }
        assertEquals(1, trainer().metric((output, batch) -> batch.size()).run().getFirst().trainAccuracy());
        assertEquals(0, trainer().metric((output, batch) -> 0).run().getFirst().trainAccuracy());
    }

    /** Of a part of the examples nobody knows what is right: a share of the others would be none of all. */
    @Test
    void oneUncountedBatchLeavesTheEpochUncounted() {
        for (int uncounted = 1; uncounted <= 3; uncounted++) {
            int[] batch = {0};
            int none = uncounted;
            EpochResult result = trainer().metric((output, data) -> {
                batch[0]++;
                return batch[0] == none ? Metric.NOT_COUNTED : data.size();
            }).run().getFirst();
            assertEquals(3, batch[0]);
            assertEquals(Double.NaN, result.trainAccuracy(), "batch " + uncounted);
        }
    }

    @Test
    void withoutAMetricThereIsNoAccuracy() {
        Supplier<Trainer> tested = () -> trainer().test(examples(5, LoaderOptions.batches(2)));
        Trainer trainer = tested.get().epochs(2).saveTo(folder.resolve("last.safetensors"), 1, Map.of());
        for (EpochResult result : trainer.run()) {
            assertEquals(Double.NaN, result.trainAccuracy());
            assertEquals(Double.NaN, result.testAccuracy());
            assertTrue(Double.isFinite(result.trainLoss()) && Double.isFinite(result.testLoss()), result.toString());
        }
        Trainer resumed = tested.get().epochs(3).resume(Checkpoint.read(folder.resolve("last.safetensors")));
        List<EpochResult> results = resumed.run();
        assertEquals(3, results.size());
        assertEquals(Double.NaN, results.getFirst().trainAccuracy());
        assertEquals(Double.NaN, results.getLast().trainAccuracy());
    }

    @Test
    void aLossIsOneNumber() {
        String message = refused(() -> trainer((p, t) -> p.sub(t), examples(4, LoaderOptions.batches(4))).run());
        assertTrue(message.startsWith("training: the loss has shape [4, 1]"), message);
        message = refused(() -> trainer((p, t) -> null, examples(4, LoaderOptions.batches(4))).run());
        assertTrue(message.startsWith("training: the result of the loss is null"), message);
    }

    @Test
    void anEpochHasABatch() {
        DataLoader tooFew = examples(3, LoaderOptions.batches(4).droppingLast());
        String message = refused(() -> trainer(Losses::mseLoss, tooFew).run());
        assertTrue(message.contains("has 3 examples") && message.contains("droppingLast()"), message);
        message = refused(() -> trainer().test(tooFew).run());
        assertTrue(message.contains("has 3 examples"), message);
        for (int prefetch : new int[] {0, 2}) {
            DataLoader empty = examples(0, LoaderOptions.batches(4).shuffled().withPrefetch(prefetch));
            message = refused(() -> trainer(Losses::mseLoss, empty).run());
            assertTrue(message.startsWith("training: TensorExamples has 0 examples"), message);
        }
    }

    private record Shaped(Shape inputShape, Shape targetShape) implements Examples {
        @Override
        public int size() {
            return 2;
        }

        @Override
        public void read(int index, long epochSeed, float[] out, int offset) {
            out[offset] = index;
        }

        @Override
        public void readTarget(int index, float[] out, int offset) {
            out[offset] = -index;
        }
    }

    @Test
    void examplesHaveShapesAndNumbers() {
        Examples examples = new Shaped(Shape.of(1), Shape.of());
        assertEquals(1, examples.get(1).input().item());
        for (int index : new int[] {-1, 2, 99}) {
            String message = assertThrows(IndexOutOfBoundsException.class, () -> examples.get(index)).getMessage();
            assertTrue(message.contains("no example " + index) && message.contains("Fix: "), message);
        }
        for (Examples shapeless : List.of(new Shaped(null, Shape.of()), new Shaped(Shape.of(1), null))) {
            String message = refused(() -> new DataLoader(shapeless, LoaderOptions.batches(1)).iterator().next());
            assertTrue(message.contains("Shaped.") && message.contains("Shape() is null"), message);
        }
    }

    @Test
    void whatIsMissingIsNamed() {
        DataLoader loader = examples(4, LoaderOptions.batches(4));
        SGD sgd = new SGD(net.parameters(), 0.01);
        assertTrue(refused(() -> Trainer.withTargets(null, Losses::mseLoss, sgd, loader)).contains("the network"));
        assertTrue(refused(() -> Trainer.withTargets(net, null, sgd, loader)).contains("the loss"));
        assertTrue(refused(() -> Trainer.withTargets(net, Losses::mseLoss, null, loader)).contains("the optimizer"));
        assertTrue(refused(() -> Trainer.withTargets(net, Losses::mseLoss, sgd, null)).contains("the data loader"));
        assertTrue(refused(() -> trainer().metric(null)).contains("the metric"));
        assertTrue(refused(() -> trainer().test(null)).contains("the data loader of the test"));
        assertTrue(refused(() -> trainer().listen(null)).contains("the listener"));
        SGD others = new SGD(new Linear(3, 1).parameters(), 0.01);
        assertTrue(refused(() -> Trainer.withTargets(net, Losses::mseLoss, others, loader))
                .contains("has none of the parameters of the network"));
    }
}
