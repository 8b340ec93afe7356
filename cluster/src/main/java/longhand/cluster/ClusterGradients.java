package longhand.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.cli.run.RunException;
import longhand.data.Batch;
import longhand.data.Dataset;
import longhand.nn.Layer;
import longhand.nn.training.GradientSource;
import longhand.nn.training.shards.FlatNumbers;
import longhand.nn.training.shards.ShardSum;
import longhand.nn.training.shards.Shards;

/**
 * A step on the cluster:
 *
 * <ol>
 *   <li>the driver cuts the weights into one slice for each worker; the workers hand them to each other;
 *   <li>each worker computes neighbouring shards and adds up their gradients as far as the tree allows;
 *   <li>the sums go, cut into the same slices, to the worker that adds up the slice;
 *   <li>the slices of the total come back to the driver, whose optimiser makes the step.
 * </ol>
 *
 * The workers keep nothing between two steps. If one is lost or another one comes, the driver forms a new group of
 * those who are there ({@link Group}), and repeats the step that was running: the bits depend on neither.
 */
final class ClusterGradients implements GradientSource, Closeable {
    /** A step that is lost that often in a row is not lost by chance. */
    private static final int TRIES = 10;

    private final Cluster cluster;
    private final Job job;
    private final Layer net;
    private final Dataset train;
    private final byte[] run = Secret.challenge();
    private final Door door;
    private final InetSocketAddress address;
    private final float[] weights;
    private final float[] gradient;
    private final StepTimes times = new StepTimes();
    private Optional<Group> group = Optional.empty();
    private int groups;

    /**
     * @param net the network that is trained
     * @param train the training images
     */
    ClusterGradients(Cluster cluster, Job job, Layer net, Dataset train) {
        this.cluster = cluster;
        this.job = job;
        this.net = net;
        this.train = train;
        weights = new float[FlatNumbers.parameterCount(net)];
        gradient = new float[weights.length];
        String host = cluster.spark().getConf().get("spark.driver.host");
        try {
            door = new Door(InetAddress.getByName(cluster.spark().getConf().get("spark.driver.bindAddress", host)),
                    Secret.ofRun(run));
            address = new InetSocketAddress(host, door.address().getPort());
        } catch (IOException e) {
            throw new RunException("cluster: cannot listen at " + host + " (" + e.getMessage()
                    + "). Fix: --conf spark.driver.host=ADDRESS with an address of this computer");
        }
    }

    @Override
    public Result compute(Batch batch, long step) {
        for (int tries = 1;; tries++) {
            try {
                long start = System.nanoTime();
                Result result = compute(group(), batch, step);
                times.stepDone((System.nanoTime() - start) / 1e9);
                return result;
            } catch (IOException e) {
                group.ifPresent(Group::close);
                group = Optional.empty();
                cluster.requireRunning();
                if (tries == TRIES) {
                    throw new RunException("cluster: the workers lost each other " + TRIES + " times in one step ("
                            + e.getMessage() + "). Rule: each computer reaches each other one on all ports. Fix: "
                            + "let their firewalls allow that");
                }
            }
        }
    }

    /** The present group, or a new one if a worker waits to join. */
    private Group group() throws IOException {
        if (group.isPresent() && group.get().hasLatecomer()) {
            group.get().close();
            group = Optional.empty();
        }
        if (group.isEmpty()) {
            group = Optional.of(new Group(cluster, door, new ShardTask(job, run, address, ++groups)));
        }
        return group.get();
    }

    private Result compute(Group workers, Batch batch, long step) throws IOException {
        int shards = job.split().used(batch.size(), job.batchSize());
        float[] buffers = FlatNumbers.buffers(net);
        FlatNumbers.parameters(net, FloatBuffer.wrap(weights));
        List<byte[]> works = workers.shares().stream().map(share -> new Work(step, batch.size(), shards, buffers,
                images(batch, shards, share)).toBytes()).toList();
        int parameters = net.parameters().size();
        List<Report> reports = workers.compute((link, share) -> {
            int from = share.slice(share.rank(), weights.length);
            int to = share.slice(share.rank() + 1, weights.length);
            link.send(works.get(share.rank()));
            link.send(weights, from, to);
            requireDone(link.receiveText());
            Report report = Report.of(link.receive(Report.mostBytes(shards, parameters, buffers.length)));
            link.receive(gradient, from, to);
            return report;
        });
        times.computed(reports.stream().mapToDouble(Report::seconds).max().orElse(0));
        ShardSum sum = new ShardSum();
        reports.forEach(report -> report.shards().forEach(sum::add));
        return sum.applyTo(net, gradient);
    }

    private List<Images> images(Batch batch, int shards, Share share) {
        List<Images> images = new ArrayList<>();
        for (int s = share.shard(share.rank(), shards); s < share.shard(share.rank() + 1, shards); s++) {
            images.add(Images.of(train, batch.indices(), Shards.firstImage(s, shards, batch.size()),
                    Shards.firstImage(s + 1, shards, batch.size()), batch.sampleSeed()));
        }
        return images;
    }

    /** What a worker says after its computation. */
    private static void requireDone(String answer) throws IOException {
        if (answer.startsWith(ShardTask.FAILED)) {
            throw new RunException(answer.substring(ShardTask.FAILED.length()));
        }
        if (!answer.equals(ShardTask.DONE)) {
            throw new IOException(answer);
        }
    }

    /** How long steps took. */
    StepTimes times() {
        return times;
    }

    @Override
    public void close() {
        group.ifPresent(Group::close);
        try {
            door.close();
        } catch (IOException e) {
            // The process ends anyway.
        }
    }
}
