package longhand.nn.training;

import static longhand.nn.training.SmallTraining.BATCHES;
import static longhand.nn.training.SmallTraining.loader;
import static longhand.nn.training.SmallTraining.network;
import static longhand.nn.training.SmallTraining.weights;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Epoch;
import longhand.data.LoaderState;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.random.Generator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Others who use the loader of the training images, whenever and however: run and checkpoints stay the same. */
class SharedLoaderTest {
    private static final int EPOCHS = 2;

    @TempDir
    private Path folder;

    private static Trainer trainer(Layer net, DataLoader loader) {
        return SmallTraining.trainer(net, loader).epochs(EPOCHS);
    }

    private static Map<String, Consumer<DataLoader>> uses() {
        Map<String, Consumer<DataLoader>> uses = new LinkedHashMap<>();
        uses.put("a look at a batch", loader -> loader.epoch().next().release());
        uses.put("a pass that begins", DataLoader::epoch);
        uses.put("a whole pass", loader -> loader.forEach(Batch::release));
        uses.put("a whole pass and back", loader -> {
            LoaderState before = loader.state();
            loader.forEach(Batch::release);
            loader.restore(before);
        });
        uses.put("back to where it is", loader -> loader.restore(loader.state()));
        uses.put("close", DataLoader::close);
        return uses;
    }

    /** Does it in one place of each step or epoch, and leaves the default generator as it was. */
    private record Other(String place, Runnable use) implements TrainingListener {
        private void at(String here) {
            if (here.equals(place)) {
                byte[] random = Generator.defaultGenerator().state();
                use.run();
                Generator.defaultGenerator().state(random);
            }
        }

        @Override
        public void started(TrainingState start) {
            at("started");
        }

        @Override
        public void gradientsReady(long step) {
            at("gradientsReady");
        }

        @Override
        public void stepDone(StepResult result) {
            at("stepDone");
        }

        @Override
        public void epochDone(EpochResult result) {
            at("epochDone");
        }
    }

    @TestFactory
    Stream<DynamicTest> theRunStaysTheSame() {
        return Stream.of("started", "source", "gradientsReady", "stepDone", "epochDone").flatMap(place ->
                uses().entrySet().stream().flatMap(use -> Stream.of(0, 2).map(prefetch -> DynamicTest.dynamicTest(
                        use.getKey() + " in " + place + ", prefetch " + prefetch,
                        () -> requireTheSame(place, use.getValue(), prefetch)))));
    }

    @Test
    void aTrainingBeginsWhereItsLoaderWasRestoredTo() {
        DataLoader shared = loader(0);
        LoaderState begun = begunState(shared);
        Trainer trainer = trainer(network(), shared).epochs(1);
        List<LoaderState> seen = new ArrayList<>();
        shared.restore(begun);
        trainer.listen(new TrainingListener() {
            @Override
            public void stepDone(StepResult result) {
                seen.add(shared.state());
            }
        }).run();
        assertEquals(begun.shuffleSeed(), seen.getFirst().shuffleSeed());
        assertEquals(1, seen.getFirst().batch());
    }

    private static LoaderState begunState(DataLoader loader) {
        try (Epoch _ = loader.epoch()) {
            return loader.state();
        }
    }

    private void requireTheSame(String place, Consumer<DataLoader> use, int prefetch) {
        Layer straight = network();
        trainer(straight, loader(prefetch)).run();
        Layer net = network();
        DataLoader shared = loader(prefetch);
        Other other = new Other(place, () -> use.accept(shared));
        GradientSource whole = GradientSource.ofBatch(net, new CrossEntropyLoss());
        List<Checkpoint> saved = new ArrayList<>();
        Trainer trainer = trainer(net, shared).saveTo(folder.resolve("last.safetensors"), 1, Map.of());
        trainer.listen(other).gradients((batch, step) -> {
            other.at("source");
            return whole.compute(batch, step);
        }).listen(new TrainingListener() {
            @Override
            public void saved(Path file) {
                saved.add(Checkpoint.read(file));
            }
        }).run();
        assertEquals(EPOCHS * BATCHES, trainer.state().step());
        assertArrayEquals(weights(straight), weights(net));
        assertEquals(EPOCHS * BATCHES + EPOCHS + 1, saved.size());
        for (Checkpoint checkpoint : saved) {
            Layer resumed = network();
            trainer(resumed, loader(0)).resume(checkpoint).run();
            assertArrayEquals(weights(straight), weights(resumed), checkpoint.state().orElseThrow().toString());
        }
    }
}
