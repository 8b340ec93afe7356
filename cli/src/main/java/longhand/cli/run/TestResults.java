package longhand.cli.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.training.ConfusionMatrix;
import longhand.nn.training.EpochSums;
import longhand.nn.training.Evaluator;
import longhand.nn.training.TrainingListener;
import longhand.tensor.Tensor;

/** What the last test found: which classes were taken for which, and the images on which the network is most wrong. */
public final class TestResults implements TrainingListener {
    private static final int WORST = 24;

    /** How many of the largest values count for top-k accuracy. */
    public static final int TOP = 5;

    private final int classes;
    private long withinTop;
    private long images;
    private ConfusionMatrix confusion;
    private final PriorityQueue<Mistake> worst = new PriorityQueue<>(Comparator.comparingDouble(Mistake::loss));

    /**
     * An image that was taken for something else.
     *
     * @param index its number in the test images
     * @param truth its class
     * @param predicted the class it was taken for
     * @param probability with what probability
     * @param loss −log of the probability of the right class
     */
    record Mistake(int index, int truth, int predicted, double probability, double loss) {}

    public TestResults(int classes) {
        this.classes = classes;
        this.confusion = new ConfusionMatrix(classes);
    }

    /** Tests a network on all images of a loader. */
    EpochSums test(Layer net, DataLoader loader) {
        int[] done = {0};
        return new Evaluator(net, new CrossEntropyLoss()).evaluate(loader, (data, logits) -> {
            done[0]++;
            tested(data, logits, done[0], loader.batches());
        });
    }

    @Override
    public void tested(Batch data, Tensor logits, int done, int batches) {
        if (done == 1) {
            confusion = new ConfusionMatrix(classes);
            worst.clear();
            withinTop = 0;
            images = 0;
        }
        confusion.add(logits, data.labels());
        withinTop += ConfusionMatrix.correctWithin(TOP, logits, data.labels());
        images += data.size();
        int[] predicted = ConfusionMatrix.predictions(logits);
        Tensor logProbabilities = logits.logSoftmax(1);
        for (int i = 0; i < predicted.length; i++) {
            int truth = data.labels()[i];
            if (predicted[i] != truth) {
                add(new Mistake(data.indices()[i], truth, predicted[i], Math.exp(logProbabilities.get(i, predicted[i])),
                        -logProbabilities.get(i, truth)));
            }
        }
    }

    private void add(Mistake mistake) {
        worst.add(mistake);
        if (worst.size() > WORST) {
            worst.poll();
        }
    }

    /** Share of the images whose class is among the {@link #TOP} that are most likely. */
    public double topAccuracy() {
        return (double) withinTop / images;
    }

    public ConfusionMatrix confusion() {
        return confusion;
    }

    /** The worst first. */
    List<Mistake> worst() {
        List<Mistake> sorted = new ArrayList<>(worst);
        sorted.sort(Comparator.comparingDouble(Mistake::loss).reversed());
        return sorted;
    }
}
