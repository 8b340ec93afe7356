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
import java.util.Collections;
import java.util.List;
import java.util.Map;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.SGD;
import longhand.nn.optim.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The learning rate belongs to the optimiser; a schedule starts from it and leaves it there. */
class TrainerRateTest {
    private static final double LR = 0.1;
    private static final int EPOCHS = 3;

    @TempDir
    private Path folder;

    private final List<Double> rates = new ArrayList<>();

    private final TrainingListener log = new TrainingListener() {
        @Override
        public void stepDone(StepResult result) {
            rates.add(result.lr());
        }
    };

    private Trainer trainer(Layer net, Optimizer optimizer, boolean bySteps) {
        Trainer trainer = new Trainer(net, new CrossEntropyLoss(), optimizer, loader()).epochs(EPOCHS).listen(log);
        return bySteps ? trainer.scheduleBySteps(Schedule.cosine(20, 0))
                : trainer.scheduleByEpochs(Schedule.step(1, 0.5));
    }

    private static Optimizer optimizer(Layer net) {
        Optimizer optimizer = new SGD(net.parameters().subList(0, 1), LR);
        optimizer.addGroup(net.parameters().subList(1, 2), 0.3, 0);
        return optimizer;
    }

    /** As after a stop in a notebook: network and optimiser are there still, and each run has a trainer of its own. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOptimizerIsResumedByTheNextTrainer(boolean bySteps) {
        Layer straight = network();
        trainer(straight, optimizer(straight), bySteps).run();
        List<Double> expected = List.copyOf(rates);
        rates.clear();
        Path file = folder.resolve("last.safetensors");
        Layer net = network();
        Optimizer optimizer = optimizer(net);
        for (int stop : new int[] {4, BATCHES, 2 * BATCHES + 1, EPOCHS * BATCHES}) {
            Trainer trainer = trainer(net, optimizer, bySteps).saveTo(file, 0, Map.of());
            if (!rates.isEmpty()) {
                trainer.resume(Checkpoint.read(file));
            }
            trainer.listen(at(stop, trainer::requestStop)).run();
            assertEquals(LR, optimizer.lr());
        }
        assertEquals(expected, rates);
        assertArrayEquals(weights(straight), weights(net));
    }

    @Test
    void aSecondTrainingStartsFromTheSameRate() {
        Layer net = network();
        Optimizer optimizer = optimizer(net);
        trainer(net, optimizer, true).run();
        List<Double> first = List.copyOf(rates);
        rates.clear();
        trainer(net, optimizer, true).run();
        assertEquals(first, rates);
    }

    @Test
    void aRateThatIsSetBetweenRunsCounts() {
        Layer net = network();
        Optimizer optimizer = optimizer(net);
        Trainer trainer = trainer(net, optimizer, false);
        trainer.listen(at(BATCHES + 2, trainer::requestStop)).run();
        optimizer.lr(LR / 5);
        trainer.run();
        assertEquals(Collections.nCopies(BATCHES - 2, LR / 5 / 2), rates.subList(BATCHES + 2, 2 * BATCHES));
        assertEquals(Collections.nCopies(BATCHES, LR / 5 / 4), rates.subList(2 * BATCHES, 3 * BATCHES));
        assertEquals(LR / 5, optimizer.lr());
    }

    /** As PyTorch's ReduceLROnPlateau does; the result of an epoch keeps the rate that its last step had. */
    @Test
    void aRateThatAListenerSetsCountsFromTheNextStepOn() {
        Layer net = network();
        Optimizer optimizer = optimizer(net);
        Trainer trainer = trainer(net, optimizer, false).scheduleByEpochs(Schedule.constant());
        List<EpochResult> results = trainer.listen(at(BATCHES, () -> optimizer.lr(optimizer.lr() / 2)))
                .listen(new TrainingListener() {
                    @Override
                    public void epochDone(EpochResult result) {
                        optimizer.lr(optimizer.lr() / 2);
                    }
                }).run();
        assertEquals(Collections.nCopies(BATCHES, LR), rates.subList(0, BATCHES));
        assertEquals(Collections.nCopies(BATCHES, LR / 4), rates.subList(BATCHES, 2 * BATCHES));
        assertEquals(List.of(LR, LR / 4, LR / 8), results.stream().map(EpochResult::lr).toList());
    }

    /** Before the step: that is what the listener is told for. */
    @Test
    void aRateThatIsSetWhenTheGradientsAreReadyCountsInTheirStep() {
        Layer net = network();
        Optimizer optimizer = optimizer(net);
        trainer(net, optimizer, false).epochs(1).scheduleByEpochs((base, time) -> base / 2).listen(
                new TrainingListener() {
                    @Override
                    public void gradientsReady(long step) {
                        optimizer.lr(LR * step);
                    }
                }).run();
        assertEquals(List.of(LR / 2, LR * 2 / 2, LR * 3 / 2, LR * 4 / 2, LR * 5 / 2), rates);
        assertEquals(LR * BATCHES, optimizer.lr());
    }

    /** A step that fails in the middle. */
    @Test
    void anErrorLeavesTheRate() {
        Layer net = network();
        Optimizer optimizer = new SGD(net.parameters(), LR).nesterov(true); // which needs momentum
        Trainer trainer = trainer(net, optimizer, false).scheduleByEpochs((base, time) -> base / 2);
        assertThrows(IllegalStateException.class, trainer::run);
        assertEquals(LR, optimizer.lr());
    }
}
