package longhand.benchmarks.peers;

import java.util.Locale;
import java.util.function.Function;

/**
 * What is measured. The property {@code peers.quick} shrinks it to a trial whether everything runs: its figures mean
 * nothing.
 */
public enum Work {
    NIN16("NiN 224×224, training, batch 16", "images/s", 12, 10, peer -> peer.nin(16), 16),
    NIN64("NiN 224×224, training, batch 64", "images/s", 4, 5, peer -> peer.nin(64), 64),
    LENET("LeNet, one epoch of 60,000, batch 256", "s", 2, 3, peer -> peer.lenet(epoch()), 0),
    GEMM("matrix product, 1024×1024", "GFLOP/s", 20, 20, peer -> peer.gemm(1024), 2e-9 * 1024 * 1024 * 1024);

    /** Whether this is a trial. */
    static final boolean QUICK = Boolean.getBoolean("peers.quick");

    private final String title;
    private final String unit;
    private final int warmUps;
    private final int runs;
    private final Function<Peer, Runnable> task;
    private final double amount;

    Work(String title, String unit, int warmUps, int runs, Function<Peer, Runnable> task, double amount) {
        this.title = title;
        this.unit = unit;
        this.warmUps = warmUps;
        this.runs = runs;
        this.task = task;
        this.amount = amount;
    }

    /** Images of a LeNet epoch. */
    static int epoch() {
        return QUICK ? 1000 : 60_000;
    }

    String title() {
        return title;
    }

    String unit() {
        return unit;
    }

    /** Runs before the timed ones, at least 1. */
    int warmUps() {
        return QUICK ? 1 : warmUps;
    }

    /** Timed runs, of which the median counts. */
    int runs() {
        return QUICK ? 1 : runs;
    }

    boolean trainsNin() {
        return this == NIN16 || this == NIN64;
    }

    Runnable prepare(Peer peer) {
        return task.apply(peer);
    }

    /** The figure of a run that took so long: the seconds themselves, or the amount done in each of them. */
    double figure(double seconds) {
        return unit.equals("s") ? seconds : amount / seconds;
    }

    /** How many times as fast {@code ours} is as {@code theirs}. */
    double timesAsFast(double ours, double theirs) {
        return unit.equals("s") ? theirs / ours : ours / theirs;
    }

    String format(double figure) {
        return String.format(Locale.ROOT, unit.equals("s") ? "%.2f" : "%.1f", figure);
    }
}
