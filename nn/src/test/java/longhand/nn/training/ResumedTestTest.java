package longhand.nn.training;

import static longhand.nn.training.AtStep.at;
import static longhand.nn.training.SmallTraining.network;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.SGD;
import longhand.random.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A resumed run must test as before, or the orders of its training images are others; and begin as before. */
class ResumedTestTest {
    private static final LoaderOptions OPTIONS = LoaderOptions.batches(8).shuffled();
    private static final String[] TESTS = {"none", "default", "own", "shared", "in order"};

    @TempDir
    private Path folder;

    private static Trainer trainer(String test) {
        Generator generator = new Generator(5);
        Trainer trainer = SmallTraining.trainer(network(), new DataLoader(new Stripes(36), OPTIONS, generator));
        return switch (test) {
            case "none" -> trainer;
            case "default" -> trainer.test(new DataLoader(new Stripes(36), OPTIONS));
            case "own" -> trainer.test(new DataLoader(new Stripes(36), OPTIONS, new Generator(5)));
            case "shared" -> trainer.test(new DataLoader(new Stripes(36), OPTIONS, generator));
            default -> trainer.test(new DataLoader(new Stripes(36), LoaderOptions.batches(8)));
        };
    }

    private Checkpoint stoppedAt(int step, Trainer trainer) {
        Path file = folder.resolve("last.safetensors");
        trainer.saveTo(file, 0, Map.of()).listen(at(step, trainer::requestStop)).run();
        return Checkpoint.read(file);
    }

    @Test
    void aTestThatDrawsOtherwiseIsRefused() {
        for (String before : TESTS) {
            Checkpoint checkpoint = stoppedAt(2, trainer(before));
            TrainingState s = checkpoint.state().orElseThrow();
            Checkpoint old = new Checkpoint(checkpoint.weights(), checkpoint.optimizer(), Optional.of(new TrainingState(
                    s.epoch(), s.batch(), s.step(), s.sums(), s.loader(), s.generator(), s.history())), Map.of());
            for (String now : TESTS) {
                Trainer trainer = trainer(now);
                if (before.equals(now)) {
                    assertEquals(2, trainer.resume(checkpoint).state().step());
                    continue;
                }
                String message = assertThrows(IllegalArgumentException.class, () -> trainer.resume(checkpoint),
                        before + ", " + now).getMessage();
                assertTrue(message.startsWith("resume: ") && message.contains("test") && message.contains("Rule: ")
                        && message.contains("Fix: "), message);
                assertEquals(0, trainer.state().step());
            }
            SmallTraining.trainer(network(), new DataLoader(new Stripes(36), OPTIONS)).resume(old);
        }
    }

    @Test
    void bothTestsAreNamed() {
        Checkpoint checkpoint = stoppedAt(2, trainer("own"));
        String message = assertThrows(IllegalArgumentException.class, () -> trainer("none").resume(checkpoint))
                .getMessage();
        assertTrue(message.startsWith("resume: the run had a test that draws from a generator of its own, shuffled; "
                + "here there is no test. Rule: "), message);
        assertTrue(message.contains("test("), message);
    }

    /** The run's had not, at its beginning. */
    @Test
    void anOptimizerThatHasSteppedIsNamedAtTheBeginningOfARun() {
        Checkpoint beginning = stoppedAt(2, trainer("none").epochs(0));
        assertEquals(0, beginning.state().orElseThrow().step());
        Layer net = network();
        Optimizer used = new SGD(net.parameters(), 0.1);
        DataLoader images = new DataLoader(new Stripes(36), OPTIONS, new Generator(5));
        Trainer trainer = new Trainer(net, new CrossEntropyLoss(), used, images);
        trainer.run();
        String message = assertThrows(IllegalArgumentException.class, () -> trainer.resume(beginning)).getMessage();
        assertTrue(message.startsWith("resume: the checkpoint was written before the optimizer of the run had made a "
                + "step, and SGD here has made some. Rule: "), message);
        assertTrue(message.contains("Fix: make a new optimizer"), message);
        assertEquals(1, trainer.state().epoch());
    }
}
