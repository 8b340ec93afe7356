package longhand.cli.tensorboard;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import longhand.cli.run.Companion;
import longhand.cli.run.RunView;
import longhand.cli.run.StepRecord;
import longhand.io.disk.FileBytes;
import longhand.nn.training.EpochResult;
import longhand.nn.training.StepResult;
import longhand.nn.training.TrainingListener;
import longhand.nn.training.TrainingState;

/** Writes a run's numbers for TensorBoard, into the folder {@code tensorboard} of the run. */
public final class TensorBoardLog implements Companion, AutoCloseable {
    private Optional<EventFile> open = Optional.empty();
    private Path folder = Path.of("");

    @Override
    public TrainingListener join(RunView run) {
        folder = run.folder().path().resolve("tensorboard");
        return new Writer(run);
    }

    /** What is written when. */
    private final class Writer implements TrainingListener {
        private final RunView run;

        Writer(RunView run) {
            this.run = run;
        }

        @Override
        public void started(TrainingState state) {
            write(() -> {
                EventFile file = EventFile.create(folder);
                open = Optional.of(file);
                file.restart(state.step());
            });
        }

        @Override
        public void stepDone(StepResult r) {
            write(() -> {
                EventFile file = open.orElseThrow();
                file.scalar("loss/batch", r.step(), r.loss());
                file.scalar("learning rate", r.step(), r.lr());
                StepRecord record = run.steps().getLast();
                if (!Double.isNaN(record.gradientNorm())) {
                    file.scalar("gradient norm", r.step(), record.gradientNorm());
                }
            });
        }

        @Override
        public void epochDone(EpochResult r) {
            String heldOut = run.config().heldOut();
            write(() -> {
                EventFile file = open.orElseThrow();
                file.scalar("loss/training", r.step(), r.trainLoss());
                file.scalar("loss/" + heldOut, r.step(), r.testLoss());
                file.scalar("accuracy/training", r.step(), r.trainAccuracy());
                file.scalar("accuracy/" + heldOut, r.step(), r.testAccuracy());
                file.scalar("images per second", r.step(), r.imagesPerSecond());
            });
        }
    }

    @FunctionalInterface
    private interface Writing {
        void run() throws IOException;
    }

    private void write(Writing writing) {
        try {
            writing.run();
        } catch (IOException e) {
            throw FileBytes.ioError("cannot be written", folder, e);
        }
    }

    @Override
    public void close() {
        open.ifPresent(file -> write(file::close));
    }
}
