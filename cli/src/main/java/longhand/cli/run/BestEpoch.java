package longhand.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.EarlyStopping;
import longhand.nn.training.EpochResult;
import longhand.nn.training.EpochSums;
import longhand.nn.training.TrainingListener;
import longhand.nn.training.TrainingState;

/**
 * Keeps the numbers of the network after its best epoch in a file of the run. Where epochs are compared on validation
 * images, that network, and no other, is tested on the test images when the run is complete.
 */
final class BestEpoch implements TrainingListener {
    private final RunFolder folder;
    private final RunConfig config;
    private final Session session;
    private Optional<EpochSums> tested = Optional.empty();

    BestEpoch(RunFolder folder, RunConfig config, Session session) {
        this.folder = folder;
        this.config = config;
        this.session = session;
    }

    /** A run that was killed between its checkpoint and this file goes on from the same numbers. */
    @Override
    public void started(TrainingState state) {
        if (state.batch() == 0) {
            keepIfBest(state.history());
        }
    }

    @Override
    public void epochDone(EpochResult result) {
        keepIfBest(session.trainer().state().history());
    }

    private void keepIfBest(List<EpochResult> epochs) {
        if (!epochs.isEmpty() && EarlyStopping.best(epochs).equals(Optional.of(epochs.getLast()))) {
            Checkpoint.of(session.net(), session.about()).write(folder.best());
        }
    }

    /** What there is to say about the best epoch, one sentence a line: nothing if it is simply the last one. */
    List<String> lines() {
        List<EpochResult> epochs = session.trainer().state().history();
        List<String> lines = new ArrayList<>();
        boolean complete = session.trainer().isComplete();
        if (complete && epochs.size() < config.epochs()) {
            lines.add("patience ended: no epoch of the last " + config.patience() + " was better than those before");
        }
        EarlyStopping.best(epochs).filter(best -> !best.equals(epochs.getLast())).ifPresent(best -> lines.add(
                String.format(Locale.ROOT, "the best epoch was %d: %s accuracy %.2f %%, loss %s; kept in %s",
                best.epoch(), config.heldOut(), 100 * best.testAccuracy(), Figures.loss(best.testLoss()),
                folder.best().getFileName())));
        if (complete && config.validation() > 0) {
            EpochSums sums = test();
            lines.add(String.format(Locale.ROOT, "test accuracy of the best epoch %.2f %% (%,d of %,d), test loss %s",
                    100 * sums.accuracy(), sums.correct(), sums.images(), Figures.loss(sums.loss())));
        }
        return lines;
    }

    private EpochSums test() {
        if (tested.isEmpty()) {
            SavedModel best = SavedModel.load(folder.best(), _ -> { });
            try (DataLoader loader = new DataLoader(session.images().splits().test(),
                    LoaderOptions.batches(config.batchSize()))) {
                tested = Optional.of(new TestResults(session.card().classNames().size()).test(best.net(), loader));
            }
        }
        return tested.get();
    }
}
