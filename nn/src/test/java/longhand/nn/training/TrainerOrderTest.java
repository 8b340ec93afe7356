package longhand.nn.training;

import static longhand.nn.training.AtStep.at;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import longhand.data.DataLoader;
import longhand.data.Examples;
import longhand.data.LoaderOptions;
import longhand.data.LoaderState;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.optim.GradientClip;
import longhand.nn.optim.SGD;
import longhand.nn.optim.Schedule;
import longhand.random.Generator;
import longhand.shape.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when in a training: which state a listener sees, when it is saved, and when it ends. */
class TrainerOrderTest {
    private static final int BATCHES = 5; // 36 images in batches of 8, the last one short

    @TempDir
    private Path folder;

    private final Layer net = network();

    private static Layer network() {
        Generator.manualSeed(17);
        return new Sequential(new Flatten(), new Linear(64, 2));
    }

    private static DataLoader images(int count, int batchSize) {
        return new DataLoader(new Stripes(count), LoaderOptions.batches(batchSize));
    }

    private Trainer trainer(double lr) {
        return new Trainer(net, new CrossEntropyLoss(), new SGD(net.parameters(), lr), images(36, 8));
    }

    @Test
    void aRequestedSaveHappensOnceAndAtItsStep() {
        Path file = folder.resolve("last.safetensors");
        List<Long> saved = new ArrayList<>();
        Trainer trainer = trainer(0.1).epochs(2).saveTo(file, 0, Map.of());
        trainer.listen(at(2, trainer::requestSave)).listen(at(8, trainer::requestSave))
                .listen(new TrainingListener() {
                    @Override
                    public void saved(Path written) {
                        saved.add(Checkpoint.read(written).state().orElseThrow().step());
                    }
                });
        trainer.run();
        assertEquals(List.of(0L, 2L, (long) BATCHES, 8L, 2L * BATCHES), saved);
    }

    @Test
    void gradientsAreShownBeforeTheyAreClipped() {
        double bound = 1e-3;
        List<Double> norms = new ArrayList<>();
        trainer(0.1).clipNorm(bound).listen(new TrainingListener() {
            @Override
            public void gradientsReady(long step) {
                assertEquals(norms.size() + 1, step);
                norms.add(GradientClip.norm(net.parameters()));
            }
        }).run();
        assertEquals(BATCHES, norms.size());
        assertTrue(norms.stream().allMatch(norm -> norm > 10 * bound), norms.toString());
    }

    /** Also while somebody else had the network in evaluation mode, and after each test. */
    @Test
    void everyStepIsDoneInTrainingMode() {
        net.eval();
        List<Boolean> modes = new ArrayList<>();
        Trainer trainer = trainer(0.1).epochs(2).test(images(8, 8)).listen(new TrainingListener() {
            @Override
            public void gradientsReady(long step) {
                modes.add(net.isTraining());
            }

            @Override
            public void epochDone(EpochResult result) {
                net.eval();
            }
        });
        trainer.run();
        assertEquals(2 * BATCHES, modes.size());
        assertFalse(modes.contains(false), modes.toString());
    }

    @Test
    void theResultOfAnEpochIsThatOfItsLastStep() {
        List<StepResult> steps = new ArrayList<>();
        List<EpochResult> results = trainer(0.1).epochs(3).scheduleBySteps((base, time) -> base / (1 + time))
                .listen(new TrainingListener() {
                    @Override
                    public void stepDone(StepResult result) {
                        steps.add(result);
                    }
                }).run();
        for (int epoch = 0; epoch < 3; epoch++) {
            StepResult last = steps.get(BATCHES * (epoch + 1) - 1);
            EpochResult result = results.get(epoch);
            assertEquals(epoch + 1, result.epoch());
            assertEquals(last.step(), result.step());
            assertEquals(last.lr(), result.lr());
            assertEquals(last.sums().loss(), result.trainLoss());
            assertEquals(last.sums().accuracy(), result.trainAccuracy());
            assertEquals(36, last.sums().images());
            assertTrue(Double.isNaN(result.testLoss()) && Double.isNaN(result.testAccuracy()), result.toString());
            assertEquals(36 / result.trainSeconds(), result.imagesPerSecond());
        }
    }

    @Test
    void aResumedRunSavesWhatIsNewAndNothingElse() throws IOException {
        Path file = folder.resolve("last.safetensors");
        trainer(0.1).saveTo(file, 2, Map.of("images", "here")).run();
        byte[] last = Files.readAllBytes(file);
        CheckpointFile files = new CheckpointFile(file);
        byte[] before = Files.readAllBytes(files.previous());

        trainer(0.1).saveTo(file, 2, Map.of("images", "here")).resume(Checkpoint.read(file)).run();
        assertArrayEquals(last, Files.readAllBytes(file));
        assertArrayEquals(before, Files.readAllBytes(files.previous()));

        trainer(0.1).saveTo(file, 2, Map.of("images", "elsewhere")).resume(Checkpoint.read(file)).run();
        Checkpoint written = Checkpoint.read(file);
        assertEquals(Map.of("images", "elsewhere"), written.about());
        assertEquals(BATCHES, written.state().orElseThrow().step());
        assertArrayEquals(last, Files.readAllBytes(files.previous()));
    }

    /** Patience is about whole epochs: one that has begun is finished. */
    @Test
    void patienceEndsTrainingBetweenEpochsOnly() {
        Path file = folder.resolve("last.safetensors");
        Trainer stopped = trainer(0).epochs(9).test(images(8, 8)).saveTo(file, 0, Map.of());
        stopped.listen(at(3 * BATCHES + 2, stopped::requestStop)).run();
        Trainer resumed = trainer(0).epochs(9).test(images(8, 8)).patience(2).resume(Checkpoint.read(file));
        assertFalse(resumed.isComplete());
        assertEquals(4, resumed.run().size());
        assertTrue(resumed.isComplete());
        assertEquals(4 * BATCHES, resumed.state().step());
    }

    /** By epochs or by steps: the last word counts. */
    @Test
    void aScheduleTakesThePlaceOfTheOneBefore() {
        Schedule falling = (base, time) -> base / (1 + time);
        List<Double> rates = new ArrayList<>();
        TrainingListener log = new TrainingListener() {
            @Override
            public void stepDone(StepResult result) {
                rates.add(result.lr());
            }
        };
        trainer(0.1).scheduleBySteps(Schedule.constant()).scheduleByEpochs(falling).listen(log).run();
        assertEquals(Collections.nCopies(BATCHES, 0.1), rates);
        rates.clear();
        trainer(0.1).scheduleByEpochs(Schedule.constant()).scheduleBySteps(falling).listen(log).run();
        assertEquals(List.of(0.1, 0.1 / 2, 0.1 / 3, 0.1 / 4, 0.1 / 5), rates);
    }

    /** Examples that note who reads them. */
    private record Watched(Examples all, Set<Thread> readers) implements Examples {
        @Override
        public int size() {
            return all.size();
        }

        @Override
        public Shape inputShape() {
            return all.inputShape();
        }

        @Override
        public Shape targetShape() {
            return all.targetShape();
        }

        @Override
        public void read(int index, long epochSeed, float[] out, int offset) {
            readers.add(Thread.currentThread());
            all.read(index, epochSeed, out, offset);
        }

        @Override
        public void readTarget(int index, float[] out, int offset) {
            all.readTarget(index, out, offset);
        }
    }

    /** The batches that were prepared ahead are dropped, and the threads have ended. */
    @Test
    void aClosedTrainerHasNoThreads() {
        Set<Thread> readers = ConcurrentHashMap.newKeySet();
        Watched watched = new Watched(new Stripes(36), readers);
        DataLoader training = new DataLoader(watched, LoaderOptions.batches(2).withPrefetch(1));
        DataLoader test = new DataLoader(watched, LoaderOptions.batches(2).withPrefetch(1));
        Trainer trainer = new Trainer(net, new CrossEntropyLoss(), new SGD(net.parameters(), 0.1), training).test(test);
        trainer.listen(at(3, trainer::requestStop)).run();
        test.epoch().next(); // of somebody who left early
        trainer.close();
        assertEquals(2, readers.size());
        readers.forEach(reader -> assertFalse(reader.isAlive(), reader.getName()));
    }

    @Test
    void aStateWithMoreBatchesThanAnEpochHasIsRefused() {
        LoaderState loader = new LoaderState(1, 2, 5, LoaderState.NOT_DRAWN);
        TrainingState state = new TrainingState(0, BATCHES + 2, BATCHES + 2, EpochSums.ZERO, loader,
                Generator.defaultGenerator().state(), List.of());
        Checkpoint checkpoint = new Checkpoint(net.stateDict(), Map.of(), Optional.of(state), Map.of());
        String message = assertThrows(IllegalArgumentException.class, () -> trainer(0.1).resume(checkpoint))
                .getMessage();
        assertTrue(message.contains("batch = 7") && message.contains("the 5 batches of an epoch here"), message);
    }
}
