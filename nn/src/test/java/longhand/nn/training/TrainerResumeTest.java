package longhand.nn.training;

import static longhand.nn.training.AtStep.at;
import static longhand.nn.training.SmallTraining.BATCHES;
import static longhand.nn.training.SmallTraining.loader;
import static longhand.nn.training.SmallTraining.network;
import static longhand.nn.training.SmallTraining.weights;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Epoch;
import longhand.data.LoaderOptions;
import longhand.data.LoaderState;
import longhand.io.FileFormatException;
import longhand.io.NdArray;
import longhand.io.SafeTensors;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.optim.Adam;
import longhand.nn.optim.Optimizer;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which checkpoints a training goes on from, and that it stays as it is where it refuses one. */
class TrainerResumeTest {
    private static final int EPOCHS = 3;

    @TempDir
    private Path folder;

    private static Trainer trainer(Layer net, DataLoader loader) {
        return SmallTraining.trainer(net, loader);
    }

    private static DataLoader images(int count, LoaderOptions options) {
        return new DataLoader(new Stripes(count), options);
    }

    private Checkpoint stoppedAt(int step, Trainer trainer) {
        Path file = folder.resolve("last.safetensors");
        trainer.saveTo(file, 0, Map.of()).listen(at(step, trainer::requestStop)).run();
        return Checkpoint.read(file);
    }

    private static Checkpoint with(Checkpoint checkpoint, TrainingState state) {
        return new Checkpoint(checkpoint.weights(), checkpoint.optimizer(), Optional.of(state), checkpoint.about());
    }

    /** As a version wrote it that noted neither passes nor generators of loaders. */
    private static Checkpoint old(Checkpoint checkpoint) {
        TrainingState s = checkpoint.state().orElseThrow();
        return with(checkpoint, new TrainingState(s.epoch(), s.batch(), s.step(), s.sums(), s.loader(), s.generator(),
                s.history()));
    }

    private static String refusal(Trainer trainer, Checkpoint checkpoint) {
        String message = assertThrows(IllegalArgumentException.class, () -> trainer.resume(checkpoint)).getMessage();
        assertTrue(message.contains("Rule: ") && message.contains("Fix: "), message);
        return message;
    }

    private static Layer lazy() {
        return new Sequential(new Flatten(), new Dropout(0.5), Linear.lazy(2));
    }

    /** A step or a test under way would go on with other weights. */
    @Test
    void noneWhileItRuns() {
        Trainer trainer = trainer(network(), loader());
        Checkpoint checkpoint = stoppedAt(2, trainer);
        trainer.listen(at(4, () -> trainer.resume(checkpoint)));
        assertTrue(assertThrows(IllegalStateException.class, trainer::run).getMessage()
                .startsWith("training: resume() was called while it runs. "));
        trainer.resume(checkpoint);
    }

    /** By its optimiser: the pass under way goes on, and everything is as it was. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusalLeavesAllAsItIs(boolean lazy) {
        Checkpoint checkpoint = stoppedAt(2, trainer(network(), loader()));
        Checkpoint wrong = new Checkpoint(checkpoint.weights(), Map.of("7.step", Tensor.scalar(1)), checkpoint.state(),
                Map.of());
        Layer net = lazy ? lazy() : network();
        Map<String, Tensor> before = lazy ? Map.of() : Map.of("2.weight", Tensor.of(weights(net), net.stateDict()
                .get("2.weight").shape()));
        DataLoader loader = loader();
        Optimizer optimizer = new Adam(net.parameters(), 0.1);
        Trainer trainer = new Trainer(net, new CrossEntropyLoss(), optimizer, loader);
        Epoch pass = loader.epoch();
        pass.next();
        LoaderState place = loader.state();
        byte[] random = Generator.defaultGenerator().state();
        refusal(trainer, wrong);
        assertFalse(pass.isClosed());
        assertEquals(place, loader.state());
        assertEquals(place.epoch() + 1, loader.upcoming().epoch());
        pass.next();
        assertArrayEquals(random, Generator.defaultGenerator().state());
        assertEquals(Map.of(), optimizer.stateDict());
        assertEquals(0, trainer.state().step());
        assertEquals(lazy, !net.parameters().getFirst().isInitialized());
        before.forEach((name, tensor) -> assertArrayEquals(tensor.toArray(), net.stateDict().get(name).toArray()));
    }

    @Test
    void aDamagedGeneratorIsRefusedByTheStateAndByTheFile() {
        Checkpoint checkpoint = stoppedAt(2, trainer(network(), loader()));
        TrainingState s = checkpoint.state().orElseThrow();
        byte[] damaged = s.generator().clone();
        Arrays.fill(damaged, (byte) -1);
        String message = assertThrows(IllegalArgumentException.class, () -> new TrainingState(s.epoch(), s.batch(),
                s.step(), s.sums(), s.loader(), damaged, s.history())).getMessage();
        assertTrue(message.startsWith("generator = damaged. Rule: "), message);
        message = assertThrows(IllegalArgumentException.class, () -> new TrainingState(s.epoch(), s.batch(), s.step(),
                s.sums(), s.loader(), s.generator(), s.history(), s.passes(), Map.of("training", damaged),
                s.lr(), s.lastLr(), s.test())).getMessage();
        assertTrue(message.startsWith("ownGenerators.training = damaged. Rule: "), message);
        Path file = folder.resolve("last.safetensors");
        SafeTensors.Contents read = SafeTensors.readAll(file);
        String text = read.metadata().get("longhand.state").replaceFirst("\"generator\":\"[^\"]*\"", "\"generator\":\""
                + Base64.getEncoder().encodeToString(damaged) + "\"");
        SafeTensors.write(file, read.tensors(), Map.of("longhand.state", text));
        message = assertThrows(FileFormatException.class, () -> Checkpoint.read(file)).getMessage();
        assertTrue(message.contains("last.safetensors: longhand.state.generator = damaged. Rule: "), message);
    }

    /** In the first epoch the number of steps alone says nothing about the batches; nor do equally many of them. */
    @ParameterizedTest
    @CsvSource({"36, 6", "36, 9", "36, 12", "40, 8", "33, 8", "50, 10", "20, 4"})
    void otherImagesOrBatchesAreRefused(int count, int batchSize) {
        for (int step : new int[] {1, BATCHES}) {
            Checkpoint checkpoint = stoppedAt(step, trainer(network(), loader()).epochs(2));
            Layer net = network();
            float[] before = weights(net);
            Trainer other = trainer(net, images(count, LoaderOptions.batches(batchSize).shuffled()));
            refusal(other, checkpoint);
            assertArrayEquals(before, weights(net));
            if (step == 1 && batchSize != 8) {
                String message = refusal(other, old(checkpoint));
                assertTrue(message.contains("after 8 images of the running epoch. Rule: 1 batches are " + batchSize),
                        message);
            }
        }
    }

    @Test
    void otherPassesAreNamed() {
        Checkpoint checkpoint = stoppedAt(BATCHES, trainer(network(), loader()));
        Trainer inOrder = trainer(network(), images(36, LoaderOptions.batches(8)));
        String message = refusal(inOrder, checkpoint);
        assertTrue(message.startsWith("resume: the checkpoint is of a run with 36 examples in batches of 8, shuffled; "
                + "here are 36 examples in batches of 8, in order. "), message);
        Checkpoint whole = stoppedAt(1, trainer(network(), images(40, LoaderOptions.batches(8))));
        message = refusal(trainer(network(), images(40, LoaderOptions.batches(8).droppingLast())), whole);
        assertTrue(message.contains("in batches of 8, in order, dropping the last."), message);
    }

    /** Wherever it stopped: in an epoch, at its end, at the very end. */
    @ParameterizedTest
    @ValueSource(ints = {1, BATCHES, BATCHES + 3, EPOCHS * BATCHES})
    void aCheckpointOfAnOlderVersionIsResumed(int step) {
        Layer straight = network();
        trainer(straight, loader()).epochs(EPOCHS).run();
        Checkpoint old = old(stoppedAt(step, trainer(network(), loader()).epochs(EPOCHS)));
        Layer net = network();
        trainer(net, loader()).epochs(EPOCHS).resume(old).run();
        assertArrayEquals(weights(straight), weights(net));
    }

    /** The text in the file has no such fields then. */
    @Test
    void aFileOfAnOlderVersionIsRead() {
        Path file = folder.resolve("last.safetensors");
        stoppedAt(2, trainer(network(), loader()));
        SafeTensors.Contents read = SafeTensors.readAll(file);
        String text = read.metadata().get("longhand.state");
        String old = text.replaceFirst(",\"passes\":\\{[^}]*},\"ownGenerators\":\\{}", "");
        assertTrue(old.length() < text.length(), text);
        Map<String, NdArray> arrays = read.tensors();
        SafeTensors.write(file, arrays, Map.of("longhand.state", old));
        assertFalse(Checkpoint.read(file).state().orElseThrow().passes().isKnown());
        assertEquals(2, trainer(network(), loader()).resume(Checkpoint.read(file)).state().step());
    }

    /** The loaders of training and test draw from one generator each, from one that both have, or one of them does. */
    @ParameterizedTest
    @CsvSource({"5, 6, 4", "5, 6, 5", "5, 6, 7", "5, 5, 7", "5, 0, 7", "5, 0, 10", "0, 6, 7", "0, 6, 10"})
    void generatorsOfLoadersGoOn(int training, int test, int step) {
        Supplier<Trainer> make = () -> {
            Generator first = training == 0 ? Generator.defaultGenerator() : new Generator(training);
            Generator second = test == 0 ? Generator.defaultGenerator() : test == training ? first
                    : new Generator(test);
            LoaderOptions options = LoaderOptions.batches(8).shuffled();
            DataLoader tested = new DataLoader(new Stripes(36), options, second);
            return trainer(network(), new DataLoader(new Stripes(36), options, first)).test(tested).epochs(EPOCHS);
        };
        Trainer straight = make.get();
        straight.run();
        Checkpoint checkpoint = stoppedAt(step, make.get());
        Trainer resumed = make.get();
        Generator.manualSeed(999);
        resumed.resume(checkpoint).run();
        TrainingState expected = straight.state();
        TrainingState state = resumed.state();
        assertEquals(expected.history().stream().map(EpochResult::trainLoss).toList(),
                state.history().stream().map(EpochResult::trainLoss).toList());
        assertArrayEquals(expected.generator(), state.generator());
        assertEquals(expected.ownGenerators().keySet(), state.ownGenerators().keySet());
        expected.ownGenerators().forEach((name, bytes) ->
                assertArrayEquals(bytes, state.ownGenerators().get(name), name));
    }

    /** A stop in the test, and an error in a step, leave the generators of loaders as they were before it. */
    @Test
    void whatIsTakenBackDrewNothing() {
        Generator own = new Generator(5);
        DataLoader shared = new DataLoader(new Stripes(36), LoaderOptions.batches(8).shuffled(), own);
        Trainer trainer = trainer(network(), shared).test(shared);
        byte[][] before = new byte[1][];
        trainer.listen(at(BATCHES, () -> before[0] = own.state())).listen(new TrainingListener() {
            @Override
            public void tested(Batch data, Tensor logits, int done, int batches) {
                trainer.requestStop();
            }
        }).run();
        assertArrayEquals(before[0], own.state());
    }

    @Test
    void aLoaderThatDrawsFromElsewhereIsRefused() {
        DataLoader own = new DataLoader(new Stripes(36), LoaderOptions.batches(8).shuffled(), new Generator(5));
        Checkpoint checkpoint = stoppedAt(2, trainer(network(), own));
        String message = refusal(trainer(network(), loader()), checkpoint);
        assertTrue(message.startsWith("resume: the loader of the run drew from a generator of its own, that of the "
                + "training images here draws from the default generator. "), message);
        Checkpoint usual = stoppedAt(2, trainer(network(), loader()));
        message = refusal(trainer(network(), own), usual);
        assertTrue(message.contains("here draws from a generator of its own. "), message);
        assertEquals(2, trainer(network(), own).resume(old(usual)).state().step());
    }
}
