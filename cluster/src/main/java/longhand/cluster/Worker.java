package longhand.cluster;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import longhand.backend.Backends;
import longhand.models.Models;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.training.shards.FlatNumbers;
import longhand.nn.training.shards.GradientTree;
import longhand.nn.training.shards.ShardResult;
import longhand.random.Generator;

/**
 * The network of this process, which lives on from step to step. One task at a time runs in a worker: the default
 * generator and the threads that compute belong to the process.
 */
final class Worker {
    private static Worker last;

    private final Job job;
    private final Layer net;
    private final Images.Reader reader;
    private final GradientTree tree = new GradientTree();

    private Worker(Job job) {
        this.job = job;
        Backends.use(job.backend());
        Backends.threads(job.threads());
        Generator.manualSeed(job.seed());
        net = Models.get(job.model()).create(job.imageSize()[0], job.classes());
        reader = new Images.Reader(job.imageSize(), job.transforms());
    }

    /**
     * The one for a job.
     *
     * @throws IllegalArgumentException if this process would compute other bits than the driver
     */
    static synchronized Worker of(Job job) {
        if (last == null || !last.isFor(job)) {
            WorkerCheck.requireSame(job.backend(), job.fingerprint());
            last = new Worker(job);
        }
        return last;
    }

    private boolean isFor(Job other) {
        return job.model().equals(other.model()) && job.classes() == other.classes() && job.seed() == other.seed()
                && job.shards() == other.shards() && job.batchSize() == other.batchSize()
                && job.transforms().equals(other.transforms()) && job.backend().equals(other.backend())
                && job.threads() == other.threads() && job.fingerprint().equals(other.fingerprint());
    }

    /** Numbers of the parameters. */
    int parameters() {
        return FlatNumbers.parameterCount(net);
    }

    /** Numbers of the buffers. */
    int buffers() {
        return FlatNumbers.buffers(net).length;
    }

    /**
     * Computes shards, and adds up their gradients as far as the tree allows.
     *
     * @param weights the parameters before the step
     * @param first number of the first shard
     * @return what is small about them; the sums are in {@link #tree}
     */
    Report compute(Work work, float[] weights, int first) {
        long start = System.nanoTime();
        FlatNumbers.setParameters(net, FloatBuffer.wrap(weights));
        tree.clear(); // a step before this one may have been given up in the middle
        List<ShardResult.Rest> rest = new ArrayList<>();
        for (int i = 0; i < work.images().size(); i++) {
            int shard = first + i;
            Images images = work.images().get(i);
            FlatNumbers.setBuffers(net, work.buffers());
            ShardResult result = ShardResult.compute(net, new CrossEntropyLoss(), reader.read(images), images.labels(),
                    work.batchImages(), job.split().streamSeed(work.step(), shard), tree);
            tree.add(new GradientTree.Node(shard, shard + 1, result.gradient()));
            rest.add(result.rest());
        }
        return new Report((System.nanoTime() - start) / 1e9, rest);
    }

    /** Adds up gradients; its memory is used again from step to step. */
    GradientTree tree() {
        return tree;
    }
}
