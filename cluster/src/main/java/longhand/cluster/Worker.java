package longhand.cluster;

import longhand.backend.Backends;
import longhand.models.Models;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.training.FlatNumbers;
import longhand.nn.training.GradientTree;
import longhand.nn.training.ShardResult;
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
            WorkerCheck.requireSame(job.fingerprint());
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

    /** Takes over the parameters as they are before the step. */
    void take(byte[] parameters) {
        FlatNumbers.setParameters(net, Numbers.floatsOf(parameters));
    }

    /** Computes one shard. */
    ShardResult compute(Images images, float[] buffers, int batchImages, long step, int shard) {
        FlatNumbers.setBuffers(net, buffers);
        return ShardResult.compute(net, new CrossEntropyLoss(), reader.read(images), images.labels(), batchImages,
                job.split().streamSeed(step, shard), tree);
    }

    /** Adds up gradients; its memory is used again from step to step. */
    GradientTree tree() {
        return tree;
    }
}
