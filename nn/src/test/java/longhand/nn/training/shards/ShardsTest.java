package longhand.nn.training.shards;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import longhand.backend.Backends;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.nn.BatchNorm2d;
import longhand.nn.Conv2d;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Loss;
import longhand.nn.Parameter;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.nn.optim.Adam;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.GradientSource;
import longhand.nn.training.StepResult;
import longhand.nn.training.Stripes;
import longhand.nn.training.Trainer;
import longhand.nn.training.TrainingListener;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardsTest {
    private static final int EPOCHS = 2;
    private static final int BATCH = 16;
    private static final int IMAGES = 37; // the last batch has 5

    private final int threads = Backends.threads();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreThreads() {
        Backends.threads(threads);
    }

    private static Layer network() {
        return new Sequential(new Conv2d(1, 4, 3, 1, 1), new BatchNorm2d(4), new ReLU(), new Dropout(0.3),
                new Flatten(), new Linear(256, 2));
    }

    private record Run(Layer net, Trainer trainer) {
        static Run of(int shards) {
            Generator.manualSeed(3);
            Layer net = network();
            Loss loss = new CrossEntropyLoss();
            Trainer trainer = new Trainer(net, loss, new Adam(net.parameters(), 0.01), loader(IMAGES))
                    .test(new DataLoader(new Stripes(10), LoaderOptions.batches(4))).epochs(EPOCHS)
                    .gradients(new ShardedBatch(net, loss, new Shards(shards, 3), BATCH));
            return new Run(net, trainer);
        }

        Run run() {
            trainer.run();
            return this;
        }

        float[] numbers() {
            return numbersOf(net);
        }
    }

    private static DataLoader loader(int images) {
        return new DataLoader(new Stripes(images), LoaderOptions.batches(BATCH).shuffled());
    }

    private static float[] numbersOf(Layer net) {
        List<Float> all = new ArrayList<>();
        net.stateDict().values().forEach(tensor -> {
            for (float number : tensor.toArray()) {
                all.add(number);
            }
        });
        float[] numbers = new float[all.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = all.get(i);
        }
        return numbers;
    }

    @Test
    void shardsShareTheImages() {
        Shards eight = new Shards(8, 0);
        assertEquals(8, eight.used(128, 128));
        assertEquals(6, eight.used(96, 128));
        assertEquals(1, eight.used(1, 128));
        for (int batchSize = 8; batchSize < 50; batchSize++) {
            for (int images = 1; images <= batchSize; images++) {
                int used = eight.used(images, batchSize);
                assertTrue(used >= 1 && used <= 8);
                assertEquals(0, Shards.firstImage(0, used, images));
                assertEquals(images, Shards.firstImage(used, used, images));
                for (int s = 0; s < used; s++) {
                    int size = Shards.firstImage(s + 1, used, images) - Shards.firstImage(s, used, images);
                    assertTrue(size >= 1 && size <= Math.ceilDiv(batchSize, 8), images + " of " + batchSize);
                    assertTrue(size > 1 || images == 1 || batchSize <= 8 * 2, images + " of " + batchSize);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-8, 0, 3, 6, 12, 2048, Integer.MIN_VALUE})
    void onlyPowersOfTwo(int count) {
        String message = assertThrows(IllegalArgumentException.class, () -> new Shards(count, 0)).getMessage();
        assertTrue(message.contains("shards: " + count) && message.contains("Rule: a power of two"), message);
    }

    @Test
    void atLeastOneImageEach() {
        Layer net = network();
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new ShardedBatch(net, new CrossEntropyLoss(),
                new Shards(16, 0), 15)).getMessage().contains("a batch of 15 images cannot be split into 16"));
    }

    /** Without anything that depends on the company of an image, the parts make the whole. */
    @Test
    void theGradientIsThatOfTheBatch() {
        for (int images : new int[] {16, 13, 5, 1}) {
            Generator.manualSeed(1);
            Layer net = new Sequential(new Conv2d(1, 3, 3), new ReLU(), new Flatten(), new Linear(108, 2));
            Loss loss = new CrossEntropyLoss();
            Batch batch = loader(images).epoch().next();
            GradientSource.Result whole = GradientSource.ofBatch(net, loss).compute(batch, 0);
            List<float[]> expected = net.parameters().stream().map(p -> p.grad().toArray()).toList();
            net.zeroGrad();
            GradientSource.Result parts = new ShardedBatch(net, loss, new Shards(4, 0), BATCH).compute(batch, 0);
            assertEquals(whole.loss(), parts.loss(), 1e-6);
            assertEquals(whole.correct(), parts.correct());
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), net.parameters().get(i).grad().toArray(), 1e-6f);
            }
        }
    }

    @Test
    void runningStatisticsMoveOnceTowardsTheMeanOverTheShards() {
        BatchNorm2d norm = new BatchNorm2d(1);
        Layer net = new Sequential(norm, new Flatten(), new Linear(64, 2));
        Batch batch = loader(IMAGES).epoch().next();
        double mean = batch.images().mean().item();
        double variance = 0;
        for (int s = 0; s < 4; s++) {
            Tensor images = batch.images().narrow(0, 4 * s, 4);
            double m = images.mean().item();
            for (float x : images.toArray()) {
                variance += (x - m) * (x - m) / (images.numel() - 1) / 4;
            }
        }
        new ShardedBatch(net, new CrossEntropyLoss(), new Shards(4, 0), BATCH).compute(batch, 0);
        assertEquals(0.1 * mean, norm.runningMean().item(), 1e-6);
        assertEquals(0.9 + 0.1 * variance, norm.runningVar().item(), 1e-6);
        assertEquals(1, net.stateDict().get("0.num_batches_tracked").item());
    }

    @Test
    void eachShardAndStepHasItsOwnRandomNumbers() {
        Layer net = new Sequential(new Dropout(0.5), new Flatten(), new Linear(64, 2));
        Parameter weight = net.namedParameters().get("2.weight");
        GradientSource source = new ShardedBatch(net, new CrossEntropyLoss(), new Shards(2, 5), 2);
        Batch batch = new DataLoader(new Stripes(2), LoaderOptions.batches(2)).epoch().next();
        Generator.manualSeed(9);
        byte[] before = Generator.defaultGenerator().state();
        List<List<Float>> seen = new ArrayList<>();
        for (long step : new long[] {0, 1, 0}) {
            source.compute(batch, step);
            List<Float> gradient = new ArrayList<>();
            for (float g : weight.grad().toArray()) {
                gradient.add(g);
            }
            seen.add(gradient);
            net.zeroGrad();
        }
        assertEquals(seen.get(0), seen.get(2), "the same step again");
        assertFalse(seen.get(0).equals(seen.get(1)), "another step");
        assertArrayEquals(before, Generator.defaultGenerator().state(), "the default generator is not drawn from");
        Shards shards = new Shards(2, 5);
        assertFalse(shards.streamSeed(0, 0) == shards.streamSeed(0, 1));
        assertFalse(shards.streamSeed(0, 0) == new Shards(2, 6).streamSeed(0, 0));
    }

    @Test
    void theNumberOfThreadsDoesNotShow() {
        Backends.threads(1);
        float[] one = Run.of(8).run().numbers();
        Backends.threads(2);
        assertArrayEquals(one, Run.of(8).run().numbers());
    }

    /** Another number of shards is another recipe. */
    @Test
    void theNumberOfShardsShows() {
        assertFalse(Arrays.equals(Run.of(4).run().numbers(), Run.of(8).run().numbers()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 6})
    void aResumedRunEndsWithTheSameBits(long stopAt) {
        float[] straight = Run.of(4).run().numbers();
        Path file = folder.resolve("last.safetensors");
        Run stopped = Run.of(4);
        stopped.trainer.saveTo(file, 0, Map.of()).listen(new TrainingListener() {
            @Override
            public void stepDone(StepResult result) {
                if (result.step() == stopAt) {
                    stopped.trainer.requestStop();
                }
            }
        });
        stopped.run();
        Run resumed = Run.of(4);
        Generator.manualSeed(999);
        resumed.trainer.resume(Checkpoint.read(file)).run();
        assertArrayEquals(straight, resumed.numbers());
    }

    /** A step that others compute may be given up: it is done when the run goes on. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 4, 5})
    void aStepThatIsGivenUpHasNotHappened(long givenUp) {
        float[] straight = Run.of(4).run().numbers();
        Path file = folder.resolve("last.safetensors");
        Run stopped = Run.of(4);
        GradientSource source = new ShardedBatch(stopped.net, new CrossEntropyLoss(), new Shards(4, 3), BATCH);
        stopped.trainer.saveTo(file, 0, Map.of()).gradients((batch, step) -> {
            if (step == givenUp) {
                throw new CancellationException("the workers are gone");
            }
            return source.compute(batch, step);
        });
        stopped.run();
        assertFalse(stopped.trainer.isComplete());
        Checkpoint checkpoint = Checkpoint.read(file);
        assertEquals(givenUp, checkpoint.state().orElseThrow().step());
        Run resumed = Run.of(4);
        resumed.trainer.resume(checkpoint).run();
        assertArrayEquals(straight, resumed.numbers());
    }
}
