package longhand.nn.training;

import static longhand.nn.training.AtStep.at;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
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
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.nn.optim.Adam;
import longhand.nn.optim.SGD;
import longhand.nn.optim.Schedule;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainerTest {
    private static final int EPOCHS = 3;
    private static final int BATCHES = 5; // 36 images in batches of 8, the last one short

    private final int threads = Backends.threads();

    @TempDir
    private Path folder;

    @AfterEach
    void restoreThreads() {
        Backends.threads(threads);
    }

    private static Layer network() {
        return new Sequential(new Conv2d(1, 4, 3, 1, 1), new BatchNorm2d(4), new ReLU(), new MaxPool2d(2),
                new Dropout(0.2), new Flatten(), new Linear(64, 2));
    }

    /** A run with everything that has a state: batch normalisation, dropout, shuffling, momentum, a schedule. */
    private static final class Run {
        final Layer net;
        final Trainer trainer;
        final List<EpochResult> results = new ArrayList<>();

        Run(UnaryOperator<Trainer> change) {
            Generator.manualSeed(17);
            net = network();
            trainer = change.apply(new Trainer(net, new CrossEntropyLoss(), new Adam(net.parameters(), 0.01),
                    new DataLoader(new Stripes(36), LoaderOptions.batches(8).shuffled()))
                    .test(new DataLoader(new Stripes(10), LoaderOptions.batches(4)))
                    .scheduleBySteps(Schedule.cosine(EPOCHS * BATCHES, 0.001)).clipNorm(5).epochs(EPOCHS));
            trainer.listen(new TrainingListener() {
                @Override
                public void epochDone(EpochResult result) {
                    results.add(result);
                }
            });
        }

        Map<String, Tensor> weights() {
            return net.stateDict();
        }
    }

    private static void assertSameBits(Run expected, Run actual, String when) {
        expected.weights().forEach((name, tensor) -> assertArrayEquals(tensor.toArray(),
                actual.weights().get(name).toArray(), name + " " + when));
    }

    @Test
    void learnsAndCountsImages() {
        Run run = new Run(trainer -> trainer.epochs(8));
        List<EpochResult> results = run.trainer.run();
        assertEquals(8, results.size());
        assertEquals(40, results.getLast().step());
        assertTrue(results.getLast().trainLoss() < results.getFirst().trainLoss() / 2, results.toString());
        assertEquals(1, results.getLast().testAccuracy());
        assertTrue(run.trainer.isComplete());
        assertTrue(run.net.isTraining());
    }

    /** Stops at every kind of place: in the middle, at the end of an epoch, at the very last step. */
    @ParameterizedTest
    @ValueSource(longs = {1, 4, 5, 7, 10, 15})
    void aResumedRunEndsWithTheSameBits(long stopAt) {
        Run straight = new Run(trainer -> trainer);
        straight.trainer.run();

        Path file = folder.resolve("last.safetensors");
        Run stopped = new Run(trainer -> trainer.saveTo(file, 0, Map.of()));
        stopped.trainer.listen(at(stopAt, stopped.trainer::requestStop));
        stopped.trainer.run();
        Run resumed = new Run(trainer -> trainer);
        Generator.manualSeed(999); // whatever was drawn meanwhile
        resumed.trainer.resume(Checkpoint.read(file)).run();
        assertSameBits(straight, resumed, "stopped at step " + stopAt);
        assertEquals(straight.results.getLast().trainLoss(), resumed.results.getLast().trainLoss());
        assertEquals(straight.results.getLast().testLoss(), resumed.results.getLast().testLoss());
    }

    @Test
    void aRequestedStopIsSavedAtItsStep() {
        Path file = folder.resolve("last.safetensors");
        Run stopped = new Run(trainer -> trainer.saveTo(file, 0, Map.of()));
        stopped.trainer.listen(at(7, stopped.trainer::requestStop));
        stopped.trainer.run();
        Checkpoint checkpoint = Checkpoint.read(file);
        assertEquals(7, checkpoint.state().orElseThrow().step());
        stopped.weights().forEach((name, tensor) -> assertArrayEquals(tensor.toArray(),
                checkpoint.weights().get(name).toArray(), name));
    }

    @Test
    void anEpochIsSavedBeforeAnybodyIsTold() {
        Path file = folder.resolve("last.safetensors");
        Run run = new Run(trainer -> trainer.saveTo(file, 0, Map.of()));
        List<Integer> savedEpochs = new ArrayList<>();
        run.trainer.listen(new TrainingListener() {
            @Override
            public void epochDone(EpochResult result) {
                savedEpochs.add(Checkpoint.read(file).state().orElseThrow().epoch());
            }
        });
        run.trainer.run();
        assertEquals(List.of(1, 2, 3), savedEpochs);
    }

    @Test
    void theSameStateIsSavedOnce() {
        Path file = folder.resolve("last.safetensors");
        Run run = new Run(trainer -> trainer.saveTo(file, 1, Map.of()));
        List<Long> steps = new ArrayList<>();
        run.trainer.listen(new TrainingListener() {
            @Override
            public void saved(Path written) {
                steps.add(run.trainer.state().step());
            }
        }).listen(at(3, run.trainer::requestStop));
        run.trainer.run();
        assertEquals(List.of(0L, 1L, 2L, 3L), steps);
    }

    @Test
    void aCheckpointAtARandomStepResumesWithTheSameBits() throws IOException {
        Run straight = new Run(trainer -> trainer);
        straight.trainer.run();
        int chosen = 1 + new Random().nextInt(EPOCHS * BATCHES - 1);
        Path file = folder.resolve("last.safetensors");
        Path kept = folder.resolve("kept.safetensors");
        Run saving = new Run(trainer -> trainer.saveTo(file, 1, Map.of("model", "small")));
        saving.trainer.listen(new TrainingListener() {
            @Override
            public void saved(Path written) {
                if (saving.trainer.state().step() == chosen && !Files.exists(kept)) {
                    try {
                        Files.copy(written, kept);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
            }
        });
        saving.trainer.run();
        assertSameBits(straight, saving, "with checkpoints");
        Checkpoint checkpoint = Checkpoint.read(kept);
        assertEquals(Map.of("model", "small"), checkpoint.about());
        assertEquals(chosen, checkpoint.state().orElseThrow().step());
        Run resumed = new Run(trainer -> trainer);
        resumed.trainer.resume(checkpoint).run();
        assertSameBits(straight, resumed, "resumed at step " + chosen);
    }

    @Test
    void theNumberOfThreadsDoesNotShow() {
        Backends.threads(1);
        Run one = new Run(trainer -> trainer);
        one.trainer.run();
        Backends.threads(2);
        Run two = new Run(trainer -> trainer);
        two.trainer.run();
        assertSameBits(one, two, "with 1 and 2 threads");
    }

    @Test
    void aStopDuringTheTestIsMadeUpForLater() {
        Run straight = new Run(trainer -> trainer);
        straight.trainer.run();
        Path file = folder.resolve("last.safetensors");
        Run stopped = new Run(trainer -> trainer.saveTo(file, 0, Map.of()));
        stopped.trainer.listen(new TrainingListener() {
            @Override
            public void tested(Batch data, Tensor logits, int done, int batches) {
                stopped.trainer.requestStop();
            }
        });
        assertTrue(stopped.trainer.run().isEmpty());
        assertFalse(stopped.trainer.isComplete());
        Run resumed = new Run(trainer -> trainer);
        resumed.trainer.resume(Checkpoint.read(file)).run();
        assertSameBits(straight, resumed, "stopped in the test");
        assertEquals(EPOCHS, resumed.results.size());
    }

    @Test
    void divergenceStopsAndKeepsTheLastGoodCheckpoint() {
        Path file = folder.resolve("last.safetensors");
        Generator.manualSeed(1);
        Layer net = network();
        Trainer trainer = new Trainer(net, new CrossEntropyLoss(), new SGD(net.parameters(), 1e38),
                new DataLoader(new Stripes(36), LoaderOptions.batches(8).shuffled())).saveTo(file, 1, Map.of())
                .epochs(3);
        String message = assertThrows(DivergedException.class, trainer::run).getMessage();
        assertTrue(message.matches("training: (the loss is (NaN|Infinity) in|a weight is no finite number after) "
                + "epoch 1, step \\d .*"), message);
        assertTrue(message.contains("learning rate 1.0E38")
                && message.endsWith("The last good checkpoint stays: " + file + "."), message);
        Checkpoint.read(file).weights().forEach((name, tensor) -> {
            for (float value : tensor.toArray()) {
                assertTrue(Float.isFinite(value), name);
            }
        });
    }

    @Test
    void weightsAloneCannotBeResumed() {
        Path file = folder.resolve("best.safetensors");
        Run run = new Run(trainer -> trainer);
        Checkpoint.of(run.net, Map.of("model", "small")).write(file);
        Checkpoint read = Checkpoint.read(file);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> run.trainer.resume(read)).getMessage()
                .contains("holds weights only"));
        assertEquals(run.weights().keySet(), read.weights().keySet());
    }

    @Test
    void aCheckpointOfAnotherModelIsRefused() {
        Path file = folder.resolve("last.safetensors");
        Run run = new Run(trainer -> trainer.saveTo(file, 0, Map.of()).epochs(1));
        run.trainer.run();
        Layer other = new Sequential(new Flatten(), new Linear(64, 2));
        Trainer trainer = new Trainer(other, new CrossEntropyLoss(), new Adam(other.parameters(), 0.01),
                new DataLoader(new Stripes(36), LoaderOptions.batches(8)));
        String message = assertThrows(IllegalArgumentException.class, () -> trainer.resume(Checkpoint.read(file)))
                .getMessage();
        assertTrue(message.startsWith("loadStateDict: the saved state does not fit Sequential: 0.weight is unexpected"),
                message);
    }

    @Test
    void countsAnImageOnceHoweverShortItsBatch() {
        EpochSums sums = EpochSums.ZERO.plus(1, 8, 8, 1).plus(4, 0, 1, 1);
        assertEquals((8 * 1 + 4) / 9.0, sums.loss());
        assertEquals(8 / 9.0, sums.accuracy());
        assertEquals(4.5, sums.imagesPerSecond());
    }
}
