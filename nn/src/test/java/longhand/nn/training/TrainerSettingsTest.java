package longhand.nn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.StateDictException;
import longhand.nn.optim.SGD;
import longhand.nn.training.shards.Shards;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trainer tells its listeners, and that its settings reach the optimiser. */
class TrainerSettingsTest {
    private static final int BATCHES = 5; // 36 images in batches of 8, the last one short

    @TempDir
    private Path folder;

    private static Layer network() {
        Generator.manualSeed(17);
        return new Sequential(new Flatten(), new Linear(64, 2));
    }

    private static DataLoader images(int count, int batchSize) {
        return new DataLoader(new Stripes(count), LoaderOptions.batches(batchSize));
    }

    private static Trainer trainer(Layer net, double lr) {
        return new Trainer(net, new CrossEntropyLoss(), new SGD(net.parameters(), lr), images(36, 8));
    }

    private static float[] weights(Layer net) {
        return net.stateDict().get("1.weight").toArray();
    }

    /** Writes down every call. */
    private static final class Log implements TrainingListener {
        private final List<String> calls = new ArrayList<>();
        private final List<StepResult> steps = new ArrayList<>();

        @Override
        public void started(TrainingState state) {
            calls.add("started at " + state.step());
        }

        @Override
        public void stepDone(StepResult result) {
            steps.add(result);
            calls.add("step " + result.step() + ": " + result.epoch() + ", " + result.batch() + " of "
                    + result.batches());
        }

        @Override
        public void tested(Batch data, Tensor logits, int done, int batches) {
            calls.add("tested " + done + " of " + batches);
        }

        @Override
        public void epochDone(EpochResult result) {
            calls.add("epoch " + result.epoch());
        }

        @Override
        public void saved(Path file) {
            calls.add("saved");
        }
    }

    @Test
    void listenersHearEverythingInOrder() {
        Log log = new Log();
        Trainer trainer = trainer(network(), 0.1).test(images(10, 4)).epochs(2).listen(log)
                .saveTo(folder.resolve("last.safetensors"), 3, Map.of());
        assertEquals(BATCHES, trainer.batches());
        trainer.run();
        assertEquals(List.of("started at 0", "saved",
                "step 1: 1, 1 of 5", "step 2: 1, 2 of 5", "step 3: 1, 3 of 5", "saved", "step 4: 1, 4 of 5",
                "step 5: 1, 5 of 5", "tested 1 of 3", "tested 2 of 3", "tested 3 of 3", "saved", "epoch 1",
                "step 6: 2, 1 of 5", "saved", "step 7: 2, 2 of 5", "step 8: 2, 3 of 5", "step 9: 2, 4 of 5", "saved",
                "step 10: 2, 5 of 5", "tested 1 of 3", "tested 2 of 3", "tested 3 of 3", "saved", "epoch 2"),
                log.calls);
    }

    @Test
    void timesAreSecondsOfTheSteps() {
        Log log = new Log();
        long start = System.nanoTime();
        List<EpochResult> results = trainer(network(), 0.1).listen(log).run();
        double all = (System.nanoTime() - start) / 1e9;
        double before = 0;
        for (StepResult step : log.steps) {
            assertTrue(step.sums().seconds() > before && step.sums().seconds() < all, log.steps.toString());
            before = step.sums().seconds();
        }
        assertEquals(before, results.getFirst().trainSeconds());
    }

    @Test
    void theRateOfAScheduleIsThatOfTheStep() {
        Log bySteps = new Log();
        trainer(network(), 0.1).scheduleBySteps((base, time) -> base / (1 + time)).epochs(2).listen(bySteps).run();
        Log byEpochs = new Log();
        trainer(network(), 0.1).scheduleByEpochs((base, time) -> base / (1 + time)).epochs(2).listen(byEpochs).run();
        for (int i = 0; i < 2 * BATCHES; i++) {
            assertEquals(0.1 / (1 + i), bySteps.steps.get(i).lr());
            assertEquals(0.1 / (1 + i / BATCHES), byEpochs.steps.get(i).lr());
        }
    }

    @Test
    void theRateReachesTheOptimizer() {
        Layer net = network();
        float[] before = weights(net);
        trainer(net, 0.1).scheduleBySteps((base, time) -> 0).run();
        assertArrayEquals(before, weights(net));
    }

    @Test
    void gradientsAreClipped() {
        Layer net = network();
        float[] before = weights(net);
        trainer(net, 1).clipNorm(1e-3).run();
        double moved = 0;
        for (int i = 0; i < before.length; i++) {
            moved += Math.pow(weights(net)[i] - before[i], 2);
        }
        assertTrue(moved > 0 && Math.sqrt(moved) <= BATCHES * 1.001e-3, "moved by " + Math.sqrt(moved));
    }

    @Test
    void gradientsOfBeforeHaveNoPartInTheFirstStep() {
        Layer clean = network();
        trainer(clean, 0.1).run();
        Layer used = network();
        used.forward(Tensor.ones(1, 1, 8, 8)).sum().backward();
        trainer(used, 0.1).run();
        assertArrayEquals(weights(clean), weights(used));
    }

    /** Whoever stops in the last batch of the test has seen all of it: the epoch is done. */
    @Test
    void aStopInTheLastBatchOfTheTestEndsTheEpoch() {
        Trainer trainer = trainer(network(), 0.1).test(images(10, 4)).epochs(2);
        trainer.listen(new TrainingListener() {
            @Override
            public void tested(Batch data, Tensor logits, int done, int batches) {
                if (done == batches) {
                    trainer.requestStop();
                }
            }
        });
        assertEquals(1, trainer.run().size());
    }

    @Test
    void anErrorSaysTheStep() {
        Layer net = network();
        Trainer trainer = trainer(net, 0.1).epochs(2);
        trainer.listen(new TrainingListener() {
            @Override
            public void stepDone(StepResult result) {
                if (result.step() == BATCHES + 2) {
                    net.loadStateDict(Map.of("1.weight", Tensor.full(Float.NaN, 2, 64), "1.bias", Tensor.zeros(2)));
                }
            }
        });
        String message = assertThrows(DivergedException.class, trainer::run).getMessage();
        assertTrue(message.startsWith("training: the loss is NaN in epoch 2, step 3 (learning rate 0.1)."), message);
    }

    /** The last step of an epoch may have spoilt what no loss has shown yet. */
    @ParameterizedTest
    @ValueSource(ints = {3, BATCHES, 2 * BATCHES})
    void weightsThatAreNotFiniteAreNotSaved(int last) {
        Layer net = network();
        Path file = folder.resolve("last.safetensors");
        Trainer trainer = trainer(net, 0.1).epochs(2).saveTo(file, 3, Map.of());
        List<String> ends = new ArrayList<>();
        trainer.test(images(8, 8)).listen(new TrainingListener() {
            @Override
            public void stepDone(StepResult result) {
                if (result.step() == last) {
                    net.loadStateDict(Map.of("1.weight", Tensor.ones(2, 64), "1.bias", Tensor.full(Float.NaN, 2)));
                }
            }

            @Override
            public void epochDone(EpochResult result) {
                ends.add("epoch " + result.epoch());
            }
        });
        String message = assertThrows(DivergedException.class, trainer::run).getMessage();
        assertTrue(message.startsWith("training: a weight is no finite number after epoch " + (last <= BATCHES ? 1 : 2)
                + ", step " + (last == 3 ? 3 : BATCHES) + " "), message);
        assertEquals(last == 2 * BATCHES ? List.of("epoch 1") : List.of(), ends);
        assertEquals(last == 3 ? 0 : last == BATCHES ? 3 : 9, Checkpoint.read(file).state().orElseThrow().step());
    }

    @Test
    void weightsThatAreNotFiniteAtFirstAreSaid() {
        Layer net = network();
        net.loadStateDict(Map.of("1.weight", Tensor.ones(2, 64), "1.bias", Tensor.full(Float.NaN, 2)));
        Trainer trainer = trainer(net, 0.1).saveTo(folder.resolve("last.safetensors"), 0, Map.of());
        String message = assertThrows(DivergedException.class, trainer::run).getMessage();
        assertTrue(message.startsWith("training: a weight is no finite number before epoch 1, step 1 "), message);
    }

    @Test
    void shardsAreCountedInPowersOfTwo() {
        for (int count : new int[] {1, 2, 4, Shards.MOST}) {
            assertTrue(Shards.isCount(count), "count " + count);
        }
        for (int count : new int[] {Integer.MIN_VALUE, -1, 0, 3, Shards.MOST - 1, 2 * Shards.MOST}) {
            assertFalse(Shards.isCount(count), "count " + count);
        }
    }

    @Test
    void resumingTakesThePlaceOfWhatWasBefore() {
        Path file = folder.resolve("last.safetensors");
        trainer(network(), 0.1).saveTo(file, 0, Map.of()).run();
        Trainer twice = trainer(network(), 0.1);
        twice.resume(Checkpoint.read(file)).resume(Checkpoint.read(file));
        assertEquals(1, twice.state().history().size());

        Layer net = network();
        Trainer other = new Trainer(net, new CrossEntropyLoss(), new SGD(net.parameters(), 0.1), images(36, 7));
        String message = assertThrows(IllegalArgumentException.class, () -> other.resume(Checkpoint.read(file)))
                .getMessage();
        assertTrue(message.startsWith("resume: the checkpoint was written after 5 steps"), message);
    }

    /** A lazy layer has no weights to save before the first step, and gets its shape from the checkpoint. */
    @Test
    void aNetworkWithALazyLayerIsSavedAndResumed() {
        Path file = folder.resolve("last.safetensors");
        Layer first = new Sequential(new Flatten(), Linear.lazy(2));
        withMomentum(first).saveTo(file, 0, Map.of()).run();
        Layer second = new Sequential(new Flatten(), Linear.lazy(2));
        Trainer resumed = withMomentum(second).saveTo(file, 0, Map.of()).resume(Checkpoint.read(file));
        assertArrayEquals(weights(first), weights(second));
        assertEquals(BATCHES, resumed.state().step());
    }

    private static Trainer withMomentum(Layer net) {
        return new Trainer(net, new CrossEntropyLoss(), new SGD(net.parameters(), 0.1).momentum(0.9), images(36, 8));
    }

    @Test
    void aRefusedResumeLeavesTheNetworkAsItIs() {
        Path file = folder.resolve("last.safetensors");
        trainer(network(), 0.1).saveTo(file, 0, Map.of()).run();
        Layer net = network();
        net.loadStateDict(Map.of("1.weight", Tensor.ones(2, 64), "1.bias", Tensor.zeros(2)));
        Trainer withMomentum = withMomentum(net);
        assertThrows(StateDictException.class, () -> withMomentum.resume(Checkpoint.read(file)));
        assertArrayEquals(Tensor.ones(2, 64).toArray(), weights(net));
    }

    @Test
    void aLoaderThatDoesNotFitLeavesTheNetworkAsItIs() {
        Path file = folder.resolve("last.safetensors");
        Trainer stopped = trainer(network(), 0.1).saveTo(file, 0, Map.of());
        stopped.listen(new TrainingListener() {
            @Override
            public void stepDone(StepResult result) {
                stopped.requestStop();
            }
        });
        stopped.run();
        Layer net = network();
        float[] before = weights(net);
        DataLoader shuffled = new DataLoader(new Stripes(36), LoaderOptions.batches(8).shuffled());
        Trainer other = new Trainer(net, new CrossEntropyLoss(), new SGD(net.parameters(), 0.1), shuffled);
        String message = assertThrows(IllegalArgumentException.class, () -> other.resume(Checkpoint.read(file)))
                .getMessage();
        assertTrue(message.startsWith("resume: the checkpoint is of a run with 36 examples in batches of 8, in order;"),
                message);
        assertArrayEquals(before, weights(net));
        assertEquals(1, other.run().size());
    }

    private static void assertRefused(String start, Executable call) {
        String message = assertThrows(RuntimeException.class, call).getMessage();
        assertTrue(message.startsWith(start) && message.contains("Rule: ") && message.contains("Fix: "), message);
    }

    @Test
    void settingsThatAreNoneAreNamed() {
        Trainer trainer = trainer(network(), 0.1);
        assertRefused("training: epochs = -1. ", () -> trainer.epochs(-1));
        assertRefused("training: patience = -2. ", () -> trainer.patience(-2));
        Path file = folder.resolve("last.safetensors");
        assertRefused("GradientClip: maxNorm = -1.0. ", () -> trainer.clipNorm(-1));
        assertRefused("training: everySteps = -1. ", () -> trainer.saveTo(file, -1, Map.of()));
        assertRefused("training: the file of the checkpoints is null. ", () -> trainer.saveTo(null, 0, Map.of()));
        assertRefused("training: the map of texts is null. ", () -> trainer.saveTo(file, 0, null));
        assertRefused("training: the checkpoint is null. ", () -> trainer.resume(null));
        assertEquals(1, trainer.run().size());
    }

    /** A second loop over the same loader and network would never meet the end of its epoch. */
    @Test
    void aRunInsideARunIsRefusedAndAListenerMayAddAnother() {
        Trainer trainer = trainer(network(), 0.1).epochs(2);
        Log added = new Log();
        trainer.listen(new TrainingListener() {
            @Override
            public void stepDone(StepResult result) {
                assertRefused("training: run() was called while it runs. ", trainer::run);
                if (result.step() == 2) {
                    trainer.listen(added);
                }
            }
        });
        assertEquals(2, trainer.run().size());
        assertEquals(2 * BATCHES - 2, added.steps.size());
    }
}
