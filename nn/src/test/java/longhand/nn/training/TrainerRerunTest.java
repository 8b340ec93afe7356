package longhand.nn.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.optim.SGD;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** After an error in the middle, another run goes on and ends with the same bits. */
class TrainerRerunTest {
    private static final int EPOCHS = 2;
    private static final int BATCHES = 5; // 36 images in batches of 8, the last one short

    /** An error of a listener, once. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Fails at one of the calls of one kind; without end if a run does more steps than there are. */
    private static final class Failing implements TrainingListener {
        private final String kind;
        private int callsLeft;
        private int steps;

        Failing(String kind, int call) {
            this.kind = kind;
            this.callsLeft = call;
        }

        private void call(String name) {
            if (name.equals(kind) && --callsLeft == 0) {
                throw new Failure();
            }
        }

        @Override
        public void gradientsReady(long step) {
            call("gradients");
        }

        @Override
        public void stepDone(StepResult result) {
            if (++steps > EPOCHS * BATCHES) {
                throw new IllegalStateException("step " + steps + " of " + EPOCHS * BATCHES);
            }
            call("step");
        }

        @Override
        public void tested(Batch data, Tensor logits, int done, int batches) {
            call("test");
        }

        @Override
        public void epochDone(EpochResult result) {
            call("epoch");
        }
    }

    private static Layer network() {
        Generator.manualSeed(17);
        return new Sequential(new Flatten(), new Linear(64, 2));
    }

    private static Trainer trainer(Layer net, int prefetch) {
        return new Trainer(net, new CrossEntropyLoss(), new SGD(net.parameters(), 0.1).momentum(0.9),
                new DataLoader(new Stripes(36), LoaderOptions.batches(8).shuffled().withPrefetch(prefetch)))
                .test(new DataLoader(new Stripes(10), LoaderOptions.batches(4).shuffled())).epochs(EPOCHS);
    }

    @ParameterizedTest
    @CsvSource({"gradients, 1, 0", "gradients, 3, 2", "gradients, 5, 0", "gradients, 6, 2", "step, 1, 2", "step, 3, 0",
        "step, 5, 2", "step, 10, 0", "test, 1, 2", "test, 2, 0", "test, 3, 2", "test, 4, 2", "epoch, 1, 2"})
    void goesOnWhereTheErrorWas(String kind, int call, int prefetch) {
        Layer expected = network();
        trainer(expected, prefetch).run();
        Layer net = network();
        Failing failing = new Failing(kind, call);
        try (Trainer trainer = trainer(net, prefetch).listen(failing)) {
            assertThrows(Failure.class, trainer::run);
            assertEquals(EPOCHS, trainer.run().size());
        }
        assertEquals(EPOCHS * BATCHES, failing.steps);
        net.stateDict().forEach((name, tensor) -> assertArrayEquals(expected.stateDict().get(name).toArray(),
                tensor.toArray(), name));
    }
}
