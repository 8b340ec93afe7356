package longhand.nn.training;

import static longhand.nn.training.AtStep.at;
import static longhand.nn.training.SmallTraining.BATCHES;
import static longhand.nn.training.SmallTraining.loader;
import static longhand.nn.training.SmallTraining.network;
import static longhand.nn.training.SmallTraining.trainer;
import static longhand.nn.training.SmallTraining.weights;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Epoch;
import longhand.nn.BatchNorm2d;
import longhand.nn.Conv2d;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.optim.Schedule;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trainer that runs, or a loader that is used, more than once. */
class TrainerAgainTest {
    @TempDir
    private Path folder;

    @Test
    void aMetricThatCountsTooManyIsRefusedBeforeTheStep() {
        Layer straight = network();
        trainer(straight, loader()).run();
        Layer net = network();
        Trainer trainer = trainer(net, loader()).metric((output, batch) -> batch.size() + 1);
        assertThrows(IllegalArgumentException.class, trainer::run);
        assertEquals(0, trainer.state().step());
        assertEquals(1, trainer.metric(Metric.CORRECT).run().size());
        assertEquals(BATCHES, trainer.state().step());
        assertArrayEquals(weights(straight), weights(net));
    }

    @Test
    void aStoppedTrainerGoesOn() {
        Trainer trainer = trainer(network(), loader());
        trainer.listen(at(2, trainer::requestStop)).run();
        assertEquals(2, trainer.state().step());
        trainer.run();
        assertTrue(trainer.isComplete());
    }

    @Test
    void anotherFileGetsACheckpointToo() {
        Path first = folder.resolve("first.safetensors");
        Path second = folder.resolve("second.safetensors");
        Path third = folder.resolve("third.safetensors");
        Trainer trainer = trainer(network(), loader()).saveTo(first, 0, Map.of());
        trainer.run();
        trainer.saveTo(second, 0, Map.of()).run();
        assertEquals(BATCHES, Checkpoint.read(second).state().orElseThrow().step());
        trainer(network(), loader()).saveTo(third, 0, Map.of()).resume(Checkpoint.read(first)).run();
        assertEquals(BATCHES, Checkpoint.read(third).state().orElseThrow().step());
    }

    /** A look at a batch, or a training before, moves the loader on; its checkpoints are to go on from all the same. */
    @Test
    void aLoaderThatWasUsedBeforeCanBeResumed() {
        Path file = folder.resolve("last.safetensors");
        DataLoader used = loader();
        trainer(network(), used).run();
        try (Epoch epoch = used.epoch()) {
            assertEquals(8, epoch.next().size());
        }
        Layer straight = network();
        Trainer stopped = trainer(straight, used).epochs(3).saveTo(file, 0, Map.of());
        stopped.listen(at(BATCHES + 2, stopped::requestStop)).run();
        Checkpoint middle = Checkpoint.read(file);
        stopped.run();
        Layer net = network();
        trainer(net, loader()).epochs(3).resume(middle).run();
        assertArrayEquals(weights(straight), weights(net));
    }

    /** Who looks at the loader in the middle of an epoch, between two runs or in a step, does not change the run. */
    @Test
    void othersMayUseTheLoaderMeanwhile() {
        Path file = folder.resolve("last.safetensors");
        Layer straight = network();
        trainer(straight, loader()).epochs(2).run();
        Layer net = network();
        DataLoader shared = loader();
        Trainer trainer = trainer(net, shared).epochs(2).saveTo(file, 1, Map.of());
        trainer.listen(at(2, trainer::requestStop)).listen(at(3, () -> {
            byte[] random = Generator.defaultGenerator().state();
            new Evaluator(net, new CrossEntropyLoss()).evaluate(shared, (batch, logits) -> { });
            Generator.defaultGenerator().state(random);
        })).run();
        byte[] random = Generator.defaultGenerator().state();
        shared.epoch().close();
        Generator.defaultGenerator().state(random);
        trainer.run();
        assertEquals(2 * BATCHES, trainer.state().step());
        assertArrayEquals(weights(straight), weights(net));
        Layer resumed = network();
        trainer(resumed, loader()).epochs(2).resume(Checkpoint.read(file)).run();
        assertArrayEquals(weights(straight), weights(resumed));
    }

    /** A stop in a test on the loader of the training images leaves a checkpoint that fits. */
    @Test
    void aTestOnTheTrainingImagesMayBeStopped() {
        Path file = folder.resolve("last.safetensors");
        DataLoader shared = loader();
        Trainer trainer = trainer(network(), shared).test(shared).scheduleBySteps(Schedule.cosine(9, 0))
                .saveTo(file, 0, Map.of());
        trainer.listen(new TrainingListener() {
            @Override
            public void tested(Batch data, Tensor logits, int done, int of) {
                trainer.requestStop();
            }
        });
        trainer.run();
        DataLoader again = loader();
        Trainer resumed = trainer(network(), again).test(again).scheduleBySteps(Schedule.cosine(9, 0))
                .resume(Checkpoint.read(file));
        EpochResult result = resumed.run().getFirst();
        assertEquals(Schedule.cosine(9, 0).lr(0.1, BATCHES - 1), result.lr());
    }

    /** Another file may hold an older state. */
    @Test
    void resumingToAnotherFileWritesTheStateThere() {
        Path old = folder.resolve("old.safetensors");
        Path file = folder.resolve("last.safetensors");
        trainer(network(), loader()).epochs(0).saveTo(old, 0, Map.of()).run();
        trainer(network(), loader()).saveTo(file, 0, Map.of()).run();
        trainer(network(), loader()).saveTo(old, 0, Map.of()).resume(Checkpoint.read(file)).run();
        assertEquals(BATCHES, Checkpoint.read(old).state().orElseThrow().step());
    }

    /** At the same step of another run. */
    @ParameterizedTest
    @ValueSource(strings = {"weights", "optimizer"})
    void resumingToAnotherFileWritesOtherNumbersThere(String different) {
        Path file = folder.resolve("last.safetensors");
        Path other = folder.resolve("other.safetensors");
        Layer net = network();
        trainer(net, loader()).saveTo(file, 0, Map.of()).run();
        Checkpoint last = Checkpoint.read(file);
        Map<String, Tensor> weights = new HashMap<>(last.weights());
        Map<String, Tensor> optimizer = new HashMap<>(last.optimizer());
        if (different.equals("weights")) {
            weights.put("2.bias", Tensor.zeros(2));
        } else {
            optimizer.put("0.step", Tensor.scalar(3));
        }
        new Checkpoint(weights, optimizer, last.state(), last.about()).write(other);
        trainer(network(), loader()).saveTo(other, 0, Map.of()).resume(last).run();
        Checkpoint written = Checkpoint.read(other);
        assertArrayEquals(net.stateDict().get("2.bias").toArray(), written.weights().get("2.bias").toArray());
        assertEquals(BATCHES, written.optimizer().get("0.step").item());
    }

    @Test
    void textsThatACheckpointKeepsForItselfAreRefused() {
        Trainer trainer = trainer(network(), loader());
        Map<String, String> without = new HashMap<>();
        without.put("images", null);
        for (Map<String, String> about : List.of(Map.of("longhand.state", "mine"), without)) {
            assertThrows(IllegalArgumentException.class, () -> trainer.saveTo(folder.resolve("a"), 0, about));
        }
        Path file = folder.resolve("b.safetensors");
        Trainer checksum = trainer(network(), loader()).saveTo(file, 0, Map.of("longhand.format", "mine"));
        String message = assertThrows(IllegalArgumentException.class, checksum::run).getMessage();
        assertTrue(message.startsWith("safetensors: the metadata has the text 'longhand.format' twice"), message);
        assertFalse(Files.exists(file));
    }

    @Test
    void aLazyLayerThatForwardPassesByIsNamed() {
        Layer net = network();
        Layer withUnused = new Layer() {
            private final Layer used = child("used", net);
            private final Linear unused = child("unused", Linear.lazy(3));

            @Override
            protected Tensor compute(Tensor x) {
                return used.forward(x);
            }
        };
        Trainer trainer = trainer(withUnused, loader());
        String message = assertThrows(IllegalStateException.class, trainer::run).getMessage();
        assertTrue(message.startsWith("training: parameter unused.weight has no shape after the first batch"), message);
    }

    @Test
    void runningStatisticsThatAreNaNAreNotSaved() {
        Path file = folder.resolve("last.safetensors");
        Generator.manualSeed(17);
        BatchNorm2d norm = new BatchNorm2d(2);
        Layer net = new Sequential(new Conv2d(1, 2, 3), norm, new Flatten(), new Linear(72, 2));
        Trainer trainer = trainer(net, loader()).saveTo(file, 0, Map.of());
        Map<String, Tensor> spoilt = new HashMap<>(norm.stateDict());
        spoilt.put("running_mean", Tensor.vector(Float.NaN, 0));
        trainer.listen(at(2, () -> norm.loadStateDict(spoilt)));
        String message = assertThrows(DivergedException.class, trainer::run).getMessage();
        assertTrue(message.startsWith("training: a buffer, such as a running mean, is NaN after epoch 1"), message);
        assertEquals(0, Checkpoint.read(file).state().orElseThrow().step());
    }

    @Test
    void aTestLeavesEachLayerInItsMode() {
        Layer dropout = new Dropout(0.5);
        Layer body = new Linear(64, 4);
        Sequential net = new Sequential(new Flatten(), body, new Linear(4, 4));
        net.freeze();
        net.set(2, new Sequential(dropout, new Linear(4, 2)));
        net.train();
        new Evaluator(net, new CrossEntropyLoss()).evaluate(loader(), (batch, output) ->
                assertFalse(dropout.isTraining()));
        assertTrue(dropout.isTraining());
        assertFalse(body.isTraining());
    }
}
