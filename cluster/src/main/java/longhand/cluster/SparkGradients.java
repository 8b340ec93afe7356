package longhand.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import longhand.cli.run.RunException;
import longhand.data.Batch;
import longhand.data.Dataset;
import longhand.nn.Layer;
import longhand.nn.training.FlatNumbers;
import longhand.nn.training.GradientSource;
import longhand.nn.training.ShardSum;
import longhand.nn.training.Shards;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;

/**
 * A step on the cluster, as one Spark job:
 *
 * <ol>
 *   <li>the weights go to all workers (broadcast);
 *   <li>each worker computes neighbouring shards and adds up their gradients as far as the tree allows ({@link
 *     ShardTask});
 *   <li>the sums go, cut into slices, to the worker that adds up the slice (shuffle, {@link SliceSum});
 *   <li>the slices of the total come back to the driver, whose optimiser makes the step.
 * </ol>
 *
 * The bits do not depend on the number of workers, and not on what Spark repeats because a worker was lost. Whoever
 * joins or leaves changes who computes what from the next step on.
 */
final class SparkGradients implements GradientSource {
    private final Cluster cluster;
    private final Job job;
    private final Layer net;
    private final Dataset train;
    private final StepTimes times = new StepTimes();

    /**
     * @param net the network that is trained
     * @param train the training images
     */
    SparkGradients(Cluster cluster, Job job, Layer net, Dataset train) {
        this.cluster = cluster;
        this.job = job;
        this.net = net;
        this.train = train;
    }

    @Override
    public Result compute(Batch batch, long step) {
        long start = System.nanoTime();
        int shards = job.split().used(batch.size(), job.batchSize());
        int tasks = Math.clamp(cluster.workers(), 1, shards);
        Broadcast<byte[][]> numbers = cluster.spark().broadcast(new byte[][] {
                Numbers.parameters(net), Numbers.toBytes(FlatNumbers.buffers(net))});
        JavaRDD<Work> works = cluster.spark().parallelize(share(batch, step, shards, tasks), tasks);
        JavaPairRDD<Integer, Message> pieces = works.mapPartitionsToPair(new ShardTask(numbers));
        JavaPairRDD<Integer, Message> bySlice = tasks == 1 ? pieces : pieces.partitionBy(new HashPartitioner(tasks));
        JavaRDD<Message> answers = bySlice.mapPartitions(new SliceSum());
        try {
            Result result = result(cluster.run(answers), shards);
            times.stepDone((System.nanoTime() - start) / 1e9);
            return result;
        } finally {
            forget(numbers, answers);
        }
    }

    /** How long steps took. */
    StepTimes times() {
        return times;
    }

    /** Shares out the shards among that many tasks. */
    private List<Work> share(Batch batch, long step, int shards, int tasks) {
        List<Work> works = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            int first = (int) ((long) task * shards / tasks);
            int end = (int) ((long) (task + 1) * shards / tasks);
            List<Images> images = new ArrayList<>();
            for (int s = first; s < end; s++) {
                images.add(Images.of(train, batch.indices(), Shards.firstImage(s, shards, batch.size()),
                        Shards.firstImage(s + 1, shards, batch.size()), batch.sampleSeed()));
            }
            works.add(new Work(job, step, batch.size(), tasks, first, images));
        }
        return works;
    }

    private Result result(List<Message> answers, int shards) {
        float[] gradient = new float[Math.toIntExact(net.parameterCount())];
        List<Message.Total> totals = new ArrayList<>();
        List<Message.Report> reports = new ArrayList<>();
        for (Message answer : answers) {
            switch (answer) {
                case Message.Failure failure -> throw new RunException(failure.reason());
                case Message.Total total -> totals.add(total);
                case Message.Report report -> reports.add(report);
                case Message.Piece _ -> throw new IllegalStateException("a piece that nobody added up");
            }
        }
        totals.sort(Comparator.comparing(Message.Total::slice));
        int at = 0;
        for (Message.Total total : totals) {
            int length = total.sum().length / Float.BYTES;
            Numbers.floatsOf(total.sum()).get(gradient, at, length);
            at += length;
        }
        reports.sort(Comparator.comparing(Message.Report::first));
        ShardSum sum = new ShardSum();
        reports.forEach(report -> report.shards().forEach(sum::add));
        times.computed(reports.stream().mapToDouble(Message.Report::seconds).max().orElse(0));
        if (at != gradient.length || reports.stream().mapToInt(report -> report.shards().size()).sum() != shards) {
            throw new IllegalStateException("of " + gradient.length + " numbers of " + shards + " shards, " + at
                    + " came");
        }
        return sum.applyTo(net, gradient);
    }

    /** What Spark keeps of a step would fill its disks. */
    private void forget(Broadcast<byte[][]> numbers, JavaRDD<Message> answers) {
        if (!cluster.spark().sc().isStopped()) {
            answers.rdd().cleanShuffleDependencies(false);
            numbers.destroy();
        }
    }
}
