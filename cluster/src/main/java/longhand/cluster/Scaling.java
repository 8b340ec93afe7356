package longhand.cluster;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A simulation of a step ({@link ClusterGradients}) on computers that nobody has here: how long its parts take, by the
 * bytes that go through the slowest network card, the slowest of the workers, and what each message costs.
 *
 * @param parameters numbers of the model
 * @param batch images of a step
 * @param shards parts of a batch
 * @param imageSeconds time of one worker for one image
 * @param bytesPerSecond speed of each network card, in each direction
 * @param stepSeconds what a step needs however small it is
 * @param messageSeconds what a message needs however small it is
 * @param spread how much the workers' times differ: the standard deviation over the mean
 */
record Scaling(long parameters, int batch, int shards, double imageSeconds, double bytesPerSecond, double stepSeconds,
        double messageSeconds, double spread) {
    /** A worker sends its sums and its weights, and receives those of the others, each by one message. */
    private static final int MESSAGES = 4;
    private static final int STEPS = 200;

    /**
     * The parts of a step, in seconds.
     *
     * @param compute until the last worker has its gradients
     * @param weights until all have the weights: from the driver, and from each other
     * @param sums until all slices are added up
     * @param total until the driver has the slices
     * @param messages what does not depend on the bytes
     */
    record Step(double compute, double weights, double sums, double total, double messages) {
        double seconds() {
            return compute + weights + sums + total + messages;
        }
    }

    /** Bytes of all parameters. */
    private double bytes() {
        return (double) Float.BYTES * parameters;
    }

    /** The mean step with that many workers. */
    Step step(int workers) {
        int busy = Math.min(workers, shards);
        double model = bytes() / bytesPerSecond;
        double others = model * (busy - 1) / busy;
        return new Step(compute(busy), model + others, nodes(busy) * others, model,
                stepSeconds + MESSAGES * (busy - 1) * messageSeconds);
    }

    /** The slowest of the workers, one with the most shards, drawn for many steps. */
    private double compute(int workers) {
        double most = Math.ceilDiv(shards, workers) * ((double) batch / shards) * imageSeconds;
        RandomGenerator random = new SplittableRandom(1);
        double sum = 0;
        for (int step = 0; step < STEPS; step++) {
            double slowest = 0;
            for (int worker = 0; worker < workers; worker++) {
                slowest = Math.max(slowest, Math.exp(spread * random.nextGaussian() - spread * spread / 2));
            }
            sum += most * slowest;
        }
        return sum / STEPS;
    }

    /**
     * Sums of neighbouring shards that the worker with the most of them sends: one if the shares are halves of halves.
     */
    private int nodes(int workers) {
        int most = 1;
        for (int worker = 0; worker < workers; worker++) {
            int from = (int) ((long) worker * shards / workers);
            int to = (int) ((long) (worker + 1) * shards / workers);
            int nodes = 0;
            while (from < to) {
                int aligned = from == 0 ? shards : Integer.lowestOneBit(from);
                from += Math.min(aligned, Integer.highestOneBit(to - from));
                nodes++;
            }
            most = Math.max(most, nodes);
        }
        return most;
    }
}
