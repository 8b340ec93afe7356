package longhand.cli.run;

import java.io.PrintWriter;
import java.util.Locale;
import longhand.data.Batch;
import longhand.nn.training.EpochResult;
import longhand.nn.training.EpochSums;
import longhand.nn.training.StepResult;
import longhand.nn.training.TrainingListener;
import longhand.tensor.Tensor;

/** Shows how training goes: a bar that moves on a terminal, else a line every few seconds; and a line per epoch. */
final class Progress implements TrainingListener, AutoCloseable {
    private static final double SECONDS_BETWEEN_LINES = 10;
    private static final double SECONDS_BETWEEN_BARS = 0.2;
    private static final int BAR_LENGTH = 10;
    private static final int FEWEST_COLUMNS = 20;

    private final PrintWriter out;
    private final boolean terminal;
    private final int epochs;
    private final String heldOut;
    private final TimeLeft timeLeft;
    /** Less than the width: a terminal may begin a new line after its last column. */
    private final int columns;
    private boolean barShown;
    private String lastName = "";
    private long lastBar;
    private long lastLine = System.nanoTime();

    /** @param terminal whether somebody watches: then a bar goes to standard error */
    Progress(PrintWriter out, boolean terminal, RunConfig config, TimeLeft timeLeft) {
        this.out = out;
        this.terminal = terminal;
        this.epochs = config.epochs();
        this.heldOut = config.heldOut();
        this.timeLeft = timeLeft;
        this.columns = terminal ? Math.max(FEWEST_COLUMNS, TerminalWidth.columns()) - 1 : 0;
    }

    @Override
    public void stepDone(StepResult result) {
        timeLeft.stepDone(result);
        EpochSums sums = result.sums();
        String numbers = String.format(Locale.ROOT, "%.1f images/s  loss %s  acc %.1f %%  %s left",
                sums.imagesPerSecond(), Figures.loss(sums.loss()), 100 * sums.accuracy(), timeLeft.text());
        if (terminal) {
            showBar(result.epoch() + "/" + epochs, result.batch(), result.batches(), numbers);
        } else {
            line(String.format(Locale.ROOT, "epoch %d/%d  step %d/%d  %s", result.epoch(), epochs, result.batch(),
                    result.batches(), numbers));
        }
    }

    @Override
    public void tested(Batch data, Tensor logits, int done, int batches) {
        if (terminal) {
            showBar(heldOut, done, batches, "");
        } else {
            line(heldOut + " " + done + "/" + batches);
        }
    }

    @Override
    public void epochDone(EpochResult r) {
        timeLeft.epochDone(r);
        print(String.format(Locale.ROOT,
                "epoch %d/%d: loss %s, train acc %.4f, %s loss %s, %5$s acc %.4f, %.1f s, %.1f images/s",
                r.epoch(), epochs, Figures.loss(r.trainLoss()), r.trainAccuracy(), heldOut, Figures.loss(r.testLoss()),
                r.testAccuracy(), r.trainSeconds() + r.testSeconds(), r.imagesPerSecond()));
    }

    /** A line that stays. */
    void print(String text) {
        removeBar();
        out.println(text);
        out.flush();
        lastLine = System.nanoTime();
    }

    /** Draws the bar over the one before, if it is another one or some time has passed. */
    private void showBar(String name, int done, int of, String numbers) {
        long now = System.nanoTime();
        if (barShown && name.equals(lastName) && (now - lastBar) / 1e9 < SECONDS_BETWEEN_BARS) {
            return;
        }
        lastName = name;
        lastBar = now;
        barShown = true;
        System.err.print('\r' + String.format("%-" + columns + "." + columns + "s",
                bar(name, done, of, numbers, columns)));
        System.err.flush();
    }

    /** In a narrow terminal without the bar itself, and, where that is still too long, without the speed. */
    static String bar(String name, int done, int of, String numbers, int columns) {
        int filled = Math.round((float) BAR_LENGTH * done / of);
        String count = done + "/" + of + "  ";
        String whole = name + " [" + "=".repeat(filled) + " ".repeat(BAR_LENGTH - filled) + "] " + count + numbers;
        String plain = name + " " + count + numbers;
        return whole.length() <= columns ? whole
                : plain.length() <= columns ? plain : plain.replaceAll("[\\d.]+ images/s  ", "");
    }

    private void line(String text) {
        long now = System.nanoTime();
        if ((now - lastLine) / 1e9 >= SECONDS_BETWEEN_LINES) {
            print(text);
        }
    }

    @Override
    public void close() {
        removeBar();
    }

    /** So that other lines have the terminal for themselves. */
    void removeBar() {
        if (barShown) {
            System.err.print('\r' + " ".repeat(columns) + '\r');
            System.err.flush();
            barShown = false;
        }
    }
}
