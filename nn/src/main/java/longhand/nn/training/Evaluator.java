package longhand.nn.training;

import java.util.function.BooleanSupplier;
import longhand.autograd.NoGrad;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Epoch;
import longhand.names.Counted;
import longhand.names.Given;
import longhand.nn.Layer;
import longhand.nn.LayerModes;
import longhand.nn.Loss;
import longhand.nn.TargetLoss;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/** Judges a network on images it is not trained with: in evaluation mode, without recording a graph. */
public final class Evaluator {
    private final Layer net;
    private final BatchLoss loss;
    private final Metric metric;

    /** Tests this classifier with this loss. */
    public Evaluator(Layer net, Loss loss) {
        this(net, BatchLoss.ofLabels(loss), Metric.CORRECT);
    }

    /** Tests a network with targets of any shape. */
    public static Evaluator withTargets(Layer net, TargetLoss loss, Metric metric) {
        return new Evaluator(net, BatchLoss.ofTargets(loss), metric);
    }

    Evaluator(Layer net, BatchLoss loss, Metric metric) {
        this.net = Given.required(net, "evaluation", "the network", "pass a layer");
        this.loss = loss;
        this.metric = Given.required(metric, "evaluation", "the metric", "pass Metric.NONE if nothing is counted");
    }

    /** Is shown each batch and what the network made of it; the tensors are only valid during the call. */
    @FunctionalInterface
    public interface Visitor {
        void batch(Batch batch, Tensor logits);
    }

    /**
     * One pass over the images; afterwards each layer is in the mode, training or evaluation, that it was in before.
     *
     * @throws IllegalArgumentException if the loader has no batch
     */
    public EpochSums evaluate(DataLoader loader, Visitor visitor) {
        return evaluate(loader, visitor, () -> false);
    }

    /** The same, given up after a batch as soon as {@code stop} says so. */
    EpochSums evaluate(DataLoader loader, Visitor visitor, BooleanSupplier stop) {
        Given.required(loader, "evaluation", "the loader of the images", "pass a DataLoader");
        Given.required(visitor, "evaluation", "the visitor", "pass (batch, output) -> { } if there is nothing to do");
        requireBatches(loader);
        EpochSums sums = EpochSums.ZERO;
        try (LayerModes _ = LayerModes.of(net); NoGrad _ = NoGrad.enter(); Epoch epoch = loader.epoch()) {
            net.eval();
            while (epoch.hasNext() && !stop.getAsBoolean()) {
                sums = batch(epoch.next(), visitor, sums);
            }
        }
        return sums;
    }

    /** An error if an epoch of this loader is nothing: its mean loss would be NaN. */
    static void requireBatches(DataLoader loader) {
        if (loader.batches() < 1) {
            int size = loader.dataset().size();
            throw new IllegalArgumentException("training: " + loader.dataset().getClass().getSimpleName() + " has "
                    + Counted.of(size, "example") + ", which makes no batch. Rule: an epoch has at "
                    + "least one. Fix: " + (size < 1 ? "check size() of the data set, and where its files are."
                    : "use smaller batches, or no droppingLast()."));
        }
    }

    private EpochSums batch(Batch batch, Visitor visitor, EpochSums sums) {
        long start = System.nanoTime();
        try (Memory.Scope _ = Memory.scope()) {
            Tensor logits = net.forward(batch.images());
            double value = loss.checked(logits, batch).item();
            int correct = metric.right(logits, batch);
            visitor.batch(batch, logits);
            return sums.plus(value, correct, batch.size(), (System.nanoTime() - start) / 1e9);
        } finally {
            batch.release();
        }
    }
}
