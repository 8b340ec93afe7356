package longhand.cli.run;

import java.io.PrintWriter;
import java.util.Locale;
import longhand.data.Batch;
import longhand.nn.training.EpochResult;
import longhand.nn.training.EpochSums;
import longhand.nn.training.StepResult;
import longhand.nn.training.TrainingListener;
import longhand.tensor.Tensor;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how training goes: a bar that moves on a terminal, else a line every few seconds; and a line per epoch. */
final class Progress implements TrainingListener, AutoCloseable {
    private static final double SECONDS_BETWEEN_LINES = 10;
    private static final int BAR_UPDATE_MILLIS = 200;

    private final PrintWriter out;
    private final boolean terminal;
    private final int epochs;
    private final TimeLeft timeLeft;
    private ProgressBar bar;
    private long lastLine = System.nanoTime();

    /** @param terminal whether somebody watches: then a bar goes to standard error */
    Progress(PrintWriter out, boolean terminal, int epochs, TimeLeft timeLeft) {
        this.out = out;
        this.terminal = terminal;
        this.epochs = epochs;
        this.timeLeft = timeLeft;
    }

    @Override
    public void stepDone(StepResult result) {
        timeLeft.stepDone(result);
        EpochSums sums = result.sums();
        String numbers = String.format(Locale.ROOT, "%.1f images/s  loss %.3f  acc %.1f %%  %s left", sums.imagesPerSecond(),
                sums.loss(), 100 * sums.accuracy(), timeLeft.text());
        if (terminal) {
            if (bar == null) {
                bar = bar(result.epoch() + "/" + epochs, result.batches());
            }
            bar.stepTo(result.batch()).setExtraMessage(" " + numbers); // everything fits into 80 columns
        } else {
            line(String.format(Locale.ROOT, "epoch %d/%d  step %d/%d  %s", result.epoch(), epochs, result.batch(), result.batches(),
                    numbers));
        }
    }

    @Override
    public void tested(Batch data, Tensor logits, int done, int batches) {
        if (terminal) {
            if (done == 1) {
                removeBar();
                bar = bar("test", batches);
            }
            bar.stepTo(done);
        } else {
            line("test " + done + "/" + batches);
        }
    }

    @Override
    public void epochDone(EpochResult r) {
        removeBar();
        timeLeft.epochDone(r);
        out.printf(Locale.ROOT, "epoch %d/%d: loss %.4f, train acc %.4f, test loss %.4f, test acc %.4f, %.1f s, %.1f images/s%n",
                r.epoch(), epochs, r.trainLoss(), r.trainAccuracy(), r.testLoss(), r.testAccuracy(), r.trainSeconds() + r.testSeconds(),
                r.imagesPerSecond());
        out.flush();
        lastLine = System.nanoTime();
    }

    private static ProgressBar bar(String name, int max) {
        return new ProgressBarBuilder().setTaskName(name).setInitialMax(max).setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(BAR_UPDATE_MILLIS).hideEta().clearDisplayOnFinish().build();
    }

    private void line(String text) {
        long now = System.nanoTime();
        if ((now - lastLine) / 1e9 >= SECONDS_BETWEEN_LINES) {
            lastLine = now;
            out.println(text);
            out.flush();
        }
    }

    @Override
    public void close() {
        removeBar();
    }

    /** So that other lines have the terminal for themselves. */
    void removeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
