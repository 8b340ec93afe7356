package longhand.cluster;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import longhand.backend.Backends;
import longhand.cli.run.Computation;
import longhand.cli.run.ModelCard;
import longhand.cli.run.RunConfig;
import longhand.cli.run.RunException;
import longhand.data.Dataset;
import longhand.data.ImageShape;
import longhand.datasets.transforms.Transform;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.nn.training.GradientSource;

/** Computes the gradients of a run on a cluster, which is started with the run. */
final class SparkComputation implements Computation, AutoCloseable {
    private final ClusterOptions options;
    private final Consumer<String> messages;
    private Optional<Cluster> cluster = Optional.empty();
    private Optional<ClusterGradients> gradients = Optional.empty();

    SparkComputation(ClusterOptions options, Consumer<String> messages) {
        this.options = options;
        this.messages = messages;
    }

    @Override
    public GradientSource gradients(RunConfig config, ModelCard card, Layer net, Loss loss, Dataset train) {
        if (config.shards() == 1) {
            throw new RunException("cluster: the batches of this run have one part, which one computer computes. "
                    + "Fix: --shards 8 for a new run, or 'longhand resume' without cluster");
        }
        List<Transform> transforms = Images.transforms(train); // before time is spent on Spark
        Cluster started = new Cluster(options, messages);
        cluster = Optional.of(started);
        if (started.workers() > config.shards()) {
            messages.accept("cluster: " + config.shards() + " shards keep " + config.shards() + " of "
                    + started.workers() + " workers busy");
        }
        Job job = new Job(config.model(), Images.storedSize(train), card.classNames().size(), config.shards(),
                config.seed(), config.batchSize(), transforms, Backends.current().name(),
                started.threads(), started.fingerprint());
        ClusterGradients made = new ClusterGradients(started, job, net, train);
        gradients = Optional.of(made);
        return made;
    }

    /** Labels and order are known here; the pixels go to the workers as they are stored. */
    @Override
    public Dataset read(Dataset train) {
        return new Unread(train);
    }

    /** A data set whose images nobody looks at in this process. */
    private record Unread(Dataset images) implements Dataset {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public ImageShape imageShape() {
            return new ImageShape(1, 1, 1);
        }

        @Override
        public List<String> classNames() {
            return images.classNames();
        }

        @Override
        public int label(int index) {
            return images.label(index);
        }

        @Override
        public void read(int index, long epochSeed, float[] out, int offset) {
            out[offset] = 0;
        }
    }

    @Override
    public void close() {
        gradients.flatMap(made -> made.times().text()).ifPresent(messages);
        gradients.ifPresent(ClusterGradients::close);
        cluster.ifPresent(Cluster::close);
    }
}
