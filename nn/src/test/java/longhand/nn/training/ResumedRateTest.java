package longhand.nn.training;

import static longhand.nn.training.AtStep.at;
import static longhand.nn.training.SmallTraining.BATCHES;
import static longhand.nn.training.SmallTraining.loader;
import static longhand.nn.training.SmallTraining.network;
import static longhand.nn.training.SmallTraining.weights;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import longhand.data.Batch;
import longhand.io.SafeTensors;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.SGD;
import longhand.nn.optim.Schedule;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A learning rate that somebody has set is part of a checkpoint, whenever it was set. */
class ResumedRateTest {
    private static final double LR = 0.1;
    private static final int EPOCHS = 3;

    @TempDir
    private Path folder;

    private final Layer net = network();
    private final Optimizer optimizer = new SGD(net.parameters(), LR);

    /** Sets the rate at every occasion there is; what it sets depends on nothing that a checkpoint does not hold. */
    private record Setter(Optimizer optimizer, List<Double> rates) implements TrainingListener {
        @Override
        public void gradientsReady(long step) {
            if (step % 4 == 0) {
                optimizer.lr(optimizer.lr() * 0.7);
            }
        }

        @Override
        public void stepDone(StepResult result) {
            rates.add(result.lr());
            if (result.step() % 3 == 0) {
                optimizer.lr(optimizer.lr() * 0.9);
            }
        }

        @Override
        public void tested(Batch data, Tensor logits, int done, int batches) {
            if (done == batches) {
                optimizer.lr(optimizer.lr() * 1.1);
            }
        }

        @Override
        public void epochDone(EpochResult result) {
            optimizer.lr(optimizer.lr() * 0.5);
        }
    }

    private Path file() {
        return folder.resolve("last.safetensors");
    }

    private static Trainer trainer(Layer net, Optimizer optimizer, List<Double> rates) {
        return new Trainer(net, new CrossEntropyLoss(), optimizer, loader()).test(loader()).epochs(EPOCHS)
                .scheduleBySteps(Schedule.cosine(20, 0)).listen(new Setter(optimizer, rates));
    }

    private static List<Double> lastRates(Trainer trainer) {
        return trainer.state().history().stream().map(EpochResult::lr).toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, BATCHES, BATCHES + 1, 2 * BATCHES, EPOCHS * BATCHES})
    void itGoesOnWhereARunStopped(int stop) {
        List<Double> rates = new ArrayList<>();
        Trainer straight = trainer(net, optimizer, rates);
        straight.run();

        List<Double> resumed = new ArrayList<>();
        Layer first = network();
        Trainer stopped = trainer(first, new SGD(first.parameters(), LR), resumed).saveTo(file(), 0, Map.of());
        stopped.listen(at(stop, stopped::requestStop)).run();
        Layer other = network();
        Optimizer another = new SGD(other.parameters(), 7);
        Trainer second = trainer(other, another, resumed).resume(Checkpoint.read(file()));
        second.run();
        assertEquals(rates, resumed);
        assertEquals(lastRates(straight), lastRates(second));
        assertEquals(optimizer.lr(), another.lr());
        assertArrayEquals(weights(net), weights(other));
    }

    /** After the checkpoint of the epoch was written; there is another one before anything depends on the rate. */
    @Test
    void aRateThatIsSetWhenAnEpochIsDoneIsSavedBeforeTheNextStep() {
        List<Double> saved = new ArrayList<>();
        trainer(net, optimizer, new ArrayList<>()).saveTo(file(), 0, Map.of()).listen(new TrainingListener() {
            @Override
            public void started(TrainingState state) {
                saved.add(state.lr());
            }

            @Override
            public void stepDone(StepResult result) {
                if (result.batch() == 1) {
                    saved.add(Checkpoint.read(file()).state().orElseThrow().lr());
                }
            }
        }).run();
        saved.add(Checkpoint.read(file()).state().orElseThrow().lr());
        assertEquals(LR, saved.getFirst());
        assertEquals(LR, saved.get(1));
        assertEquals(LR * 0.9 * 0.7 * 1.1 * 0.5, saved.get(2), 1e-12);
        assertEquals(optimizer.lr(), saved.getLast());
    }

    /** If the last file is damaged, a run goes on from the one before, and nobody is told of that epoch again. */
    @Test
    void itIsInTheCheckpointBeforeTheLastOneToo() {
        Trainer trainer = new Trainer(net, new CrossEntropyLoss(), optimizer, loader()).epochs(EPOCHS)
                .saveTo(file(), 0, Map.of());
        trainer.listen(new TrainingListener() {
            @Override
            public void epochDone(EpochResult result) {
                optimizer.lr(optimizer.lr() * 0.5);
            }
        }).run();
        TrainingState before = Checkpoint.read(new CheckpointFile(file()).previous()).state().orElseThrow();
        assertEquals(2, before.epoch());
        assertEquals(LR / 4, before.lr());
        assertEquals(LR / 8, Checkpoint.read(file()).state().orElseThrow().lr());
    }

    /** What is undone is done again, so that its listeners set the rate again. */
    @Test
    void whatIsUndoneLeavesTheRate() {
        boolean[] failed = {false};
        Trainer trainer = new Trainer(net, new CrossEntropyLoss(), optimizer, loader()).test(loader());
        trainer.listen(new TrainingListener() {
            @Override
            public void gradientsReady(long step) {
                if (step == 2) {
                    optimizer.lr(optimizer.lr() / 2);
                    if (!failed[0]) {
                        failed[0] = true;
                        throw new IllegalStateException("once");
                    }
                }
            }

            @Override
            public void tested(Batch data, Tensor logits, int done, int batches) {
                if (done == 1) {
                    optimizer.lr(optimizer.lr() / 5);
                    trainer.requestStop();
                }
            }
        });
        assertThrows(IllegalStateException.class, trainer::run);
        assertEquals(LR, optimizer.lr());
        trainer.run();
        assertEquals(BATCHES, trainer.state().batch());
        assertEquals(LR / 2, optimizer.lr());
    }

    @Test
    void aRateThatIsSetBetweenRunsIsSaved() {
        List<Double> rates = new ArrayList<>();
        Trainer trainer = trainer(net, optimizer, rates).saveTo(file(), 0, Map.of());
        trainer.listen(at(2, trainer::requestStop)).run();
        optimizer.lr(LR / 5);
        trainer.listen(at(3, () -> assertEquals(LR / 5, Checkpoint.read(file()).state().orElseThrow().lr()))).run();
        assertEquals(Schedule.cosine(20, 0).lr(LR / 5, 2), rates.get(2));
    }

    /** The epoch whose test was stopped had the rate of its last step, whatever was set since. */
    @Test
    void theRateOfTheLastStepIsKeptUntilTheTestIsDone() {
        Trainer trainer = trainer(net, optimizer, new ArrayList<>()).saveTo(file(), 0, Map.of());
        trainer.listen(new TrainingListener() {
            @Override
            public void tested(Batch data, Tensor logits, int done, int batches) {
                trainer.requestStop();
            }
        }).run();
        double last = trainer.state().lastLr();
        Layer other = network();
        Trainer resumed = trainer(other, new SGD(other.parameters(), LR), new ArrayList<>())
                .resume(Checkpoint.read(file()));
        optimizer.lr(99);
        assertEquals(last, resumed.run().getFirst().lr());
    }

    @Test
    void aFileOfAnOlderVersionLeavesTheRateOfTheOptimizer() {
        Trainer trainer = trainer(net, optimizer, new ArrayList<>()).saveTo(file(), 0, Map.of());
        trainer.listen(at(2, trainer::requestStop)).run();
        SafeTensors.Contents read = SafeTensors.readAll(file());
        String text = read.metadata().get("longhand.state");
        String old = text.replaceFirst(",\"lr\":[^,]*,\"lastLr\":[^,}]*", "");
        assertEquals(-1, old.indexOf("lastLr"), old);
        SafeTensors.write(file(), read.tensors(), Map.of("longhand.state", old));
        Layer other = network();
        Optimizer another = new SGD(other.parameters(), 7);
        trainer(other, another, new ArrayList<>()).resume(Checkpoint.read(file()));
        assertEquals(7, another.lr());
    }
}
