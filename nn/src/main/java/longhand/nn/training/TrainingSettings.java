package longhand.nn.training;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import longhand.data.DataLoader;
import longhand.names.Given;
import longhand.nn.Layer;
import longhand.nn.Parameter;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.Schedule;

/** What a {@link Trainer} was told, for its {@link TrainingLoop}. */
final class TrainingSettings {
    final Layer net;
    final BatchLoss loss;
    final Optimizer optimizer;
    final DataLoader images;
    final List<TrainingListener> listeners = new CopyOnWriteArrayList<>(); // who listens may add others

    Metric metric;
    /** Where gradients come from, if not from {@link WholeBatch}. */
    Optional<GradientSource> gradients = Optional.empty();
    Optional<DataLoader> testImages = Optional.empty();
    int epochs = 1;
    int patience;
    Schedule schedule = Schedule.constant();
    boolean scheduleBySteps;
    Optional<Double> largestNorm = Optional.empty();
    Optional<Saving> saving = Optional.empty();

    /** Where and how often checkpoints are written. */
    record Saving(CheckpointFile file, int everySteps, Map<String, String> about) {}

    TrainingSettings(Layer net, BatchLoss loss, Metric metric, Optimizer optimizer, DataLoader images) {
        this.net = given(net, "the network");
        this.loss = loss;
        this.metric = metric;
        this.optimizer = given(optimizer, "the optimizer");
        this.images = given(images, "the data loader");
        requireOwnParameters();
    }

    GradientSource gradients() {
        return gradients.orElseGet(() -> new WholeBatch(net, loss, metric));
    }

    static <T> T given(T value, String what) {
        return Given.required(value, "training", what, "pass one");
    }

    static int atLeastZero(String what, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("training: " + what + " = " + count
                    + ". Rule: it is 0 or more. Fix: pass such a number.");
        }
        return count;
    }

    /** An error if the optimiser changes another network: this one would stay as it is. */
    private void requireOwnParameters() {
        List<Parameter> own = net.parameters();
        if (!own.isEmpty() && Collections.disjoint(own, optimizer.parameters())) {
            throw new IllegalArgumentException("training: the optimizer has none of the parameters of the network. Rule: "
                    + "it changes the parameters that it was made with. Fix: make it with net.parameters(), after the "
                    + "last change of layers.");
        }
    }
}
