package longhand.cluster;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A simulation of a step ({@link SparkGradients}) on computers that nobody has here: how long its parts take, by the
 * bytes that go through the slowest network card, the slowest of the workers, and what Spark's driver does per task.
 *
 * @param parameters numbers of the model
 * @param batch images of a step
 * @param shards parts of a batch
 * @param imageSeconds time of one worker for one image
 * @param bytesPerSecond speed of each network card, in each direction
 * @param stepSeconds what Spark needs for a step however small it is
 * @param taskSeconds what the driver needs for each task
 * @param spread how much the workers' times differ: the standard deviation over the mean
 */
record Scaling(long parameters, int batch, int shards, double imageSeconds, double bytesPerSecond, double stepSeconds,
        double taskSeconds, double spread) {
    /** Spark sends broadcasts in blocks of this size. */
    private static final int BLOCK = 4 << 20;
    private static final int STEPS = 200;

    /**
     * The parts of a step, in seconds.
     *
     * @param compute until the last worker has its gradients
     * @param weights until all have the weights
     * @param sums until all slices are added up
     * @param total until the driver has the slices
     * @param driver what Spark's driver does for a step and its tasks
     */
    record Step(double compute, double weights, double sums, double total, double driver) {
        double seconds() {
            return compute + weights + sums + total + driver;
        }
    }

    /** Bytes of all parameters. */
    private double bytes() {
        return (double) Float.BYTES * parameters;
    }

    /** The mean step with that many workers. */
    Step step(int workers) {
        int tasks = Math.min(workers, shards);
        double link = bytesPerSecond;
        double sums = tasks == 1 ? 0 : nodes(tasks) * bytes() * (tasks - 1) / tasks / link;
        int stages = tasks == 1 ? 1 : 2;
        return new Step(compute(tasks), broadcast(tasks), sums, bytes() / link,
                stepSeconds + stages * tasks * taskSeconds);
    }

    /** The slowest of the workers, one with the most shards, drawn for many steps. */
    private double compute(int tasks) {
        double most = Math.ceilDiv(shards, tasks) * ((double) batch / shards) * imageSeconds;
        RandomGenerator random = new SplittableRandom(1);
        double sum = 0;
        for (int step = 0; step < STEPS; step++) {
            double slowest = 0;
            for (int task = 0; task < tasks; task++) {
                slowest = Math.max(slowest, Math.exp(spread * random.nextGaussian() - spread * spread / 2));
            }
            sum += most * slowest;
        }
        return sum / STEPS;
    }

    /**
     * Sums of neighbouring shards that the worker with the most of them sends: one if the shares are halves of halves.
     */
    private int nodes(int tasks) {
        int most = 1;
        for (int task = 0; task < tasks; task++) {
            int from = (int) ((long) task * shards / tasks);
            int to = (int) ((long) (task + 1) * shards / tasks);
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

    /**
     * The weights on their way to all workers, block by block: whoever has a block passes it on, each network card
     * sends one at a time.
     */
    private double broadcast(int workers) {
        double last = 0;
        double block = Math.min(bytes(), BLOCK) / bytesPerSecond;
        int blocks = (int) Math.ceil(bytes() / BLOCK);
        double driverFree = 0;
        for (int b = 0; b < blocks; b++) {
            PriorityQueue<Double> senders = new PriorityQueue<>(); // when each of those who have the block may send it
            senders.add(driverFree);
            double arrival = driverFree;
            for (int w = 0; w < workers; w++) {
                double free = senders.remove();
                arrival = free + block;
                senders.add(arrival);
                senders.add(arrival);
            }
            driverFree += block;
            last = Math.max(last, arrival);
        }
        return last;
    }
}
