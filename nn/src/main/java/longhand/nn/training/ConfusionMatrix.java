package longhand.nn.training;

import static longhand.tensor.Internals.values;

import longhand.names.Counted;
import longhand.names.Given;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/** How often images of each class were taken for each class. */
public final class ConfusionMatrix {
    private final long[][] counts;

    /**
     * An empty matrix.
     *
     * @throws IllegalArgumentException if there is no class
     */
    public ConfusionMatrix(int classes) {
        if (classes < 1) {
            throw new IllegalArgumentException("ConfusionMatrix: " + classes + " classes. Rule: there is at least one. "
                    + "Fix: pass the number of outputs of the network.");
        }
        this.counts = new long[classes][classes];
    }

    /**
     * Counts a batch.
     *
     * @param logits [batch, classes]
     * @throws ShapeException if that is not their shape, or the labels are not one class of this matrix per row; then
     *     nothing is counted
     */
    public void add(Tensor logits, int... labels) {
        requireLabels("ConfusionMatrix.add", logits, labels);
        int[] predicted = predictions(logits);
        for (int i = 0; i < labels.length; i++) {
            requireCounted("label ", labels[i]);
            requireCounted("prediction ", predicted[i]);
        }
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predicted[i]]++;
        }
    }

    /** The class with the largest value in each row of [batch, classes]; of equal ones the first. NaN is above all. */
    public static int[] predictions(Tensor logits) {
        requireRows("predictions", logits);
        int classes = logits.size(1);
        float[] values = values(logits);
        int[] best = new int[logits.size(0)];
        for (int row = 0; row < best.length; row++) {
            for (int k = 1; k < classes; k++) {
                if (isLarger(values[row * classes + k], values[row * classes + best[row]])) {
                    best[row] = k;
                }
            }
        }
        return best;
    }

    /** NaN is above all, as in PyTorch's {@code argmax} and {@code topk}. */
    private static boolean isLarger(float value, float other) {
        return value > other || Float.isNaN(value) && !Float.isNaN(other);
    }

    /** Number of rows of [batch, classes] whose largest value is that of the label; it may be no class. */
    public static int correct(Tensor logits, int... labels) {
        requireLabels("correct", logits, labels);
        int[] predicted = predictions(logits);
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            correct += predicted[i] == labels[i] ? 1 : 0;
        }
        return correct;
    }

    /**
     * Number of rows of [batch, classes] whose label is among the {@code k} largest values; of equal ones the first
     * count as larger, NaN is above all, and a label that is no class is never there. PyTorch: {@code topk}.
     */
    public static int correctWithin(int k, Tensor logits, int... labels) {
        requireLabels("correctWithin", logits, labels);
        int classes = logits.size(1);
        float[] values = values(logits);
        int correct = 0;
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] < 0 || labels[row] >= classes) {
                continue; // it would be a value of another row
            }
            float own = values[row * classes + labels[row]];
            int before = 0;
            for (int other = 0; other < classes; other++) {
                float value = values[row * classes + other];
                boolean equal = value == own || Float.isNaN(value) && Float.isNaN(own);
                before += isLarger(value, own) || equal && other < labels[row] ? 1 : 0;
            }
            correct += before < k ? 1 : 0;
        }
        return correct;
    }

    /** Number of classes. */
    public int classes() {
        return counts.length;
    }

    /** Images of class {@code truth} that were taken for {@code predicted}. */
    public long count(int truth, int predicted) {
        requireClass(truth);
        requireClass(predicted);
        return counts[truth][predicted];
    }

    /** Images of a class. */
    public long total(int truth) {
        requireClass(truth);
        long sum = 0;
        for (long count : counts[truth]) {
            sum += count;
        }
        return sum;
    }

    /** Share of what was taken for a class that is of that class; NaN if nothing was. */
    public double precision(int predicted) {
        requireClass(predicted);
        long sum = 0;
        for (long[] row : counts) {
            sum += row[predicted];
        }
        return (double) counts[predicted][predicted] / sum;
    }

    /** Harmonic mean of precision and recall: twice the right ones, divided by those there are plus those taken. */
    public double f1(int k) {
        long sum = total(k);
        for (long[] row : counts) {
            sum += row[k];
        }
        return 2.0 * counts[k][k] / sum;
    }

    /** Recall: share of the images of a class that were classified right; NaN if there are none. */
    public double accuracy(int truth) {
        long all = total(truth);
        return (double) counts[truth][truth] / all;
    }

    private void requireClass(int k) {
        if (k < 0 || k >= classes()) {
            throw new IndexOutOfBoundsException("ConfusionMatrix: there is no class " + k + ". Rule: there are "
                    + classes() + ", numbered from 0. Fix: choose one of them.");
        }
    }

    private void requireCounted(String what, int k) {
        if (k < 0 || k >= classes()) {
            throw new ShapeException("ConfusionMatrix.add", what + k + " does not fit a matrix for classes 0 to "
                    + (classes() - 1), "labels and predictions are among these classes",
                    "check the labels, or make the matrix for as many classes as the network has outputs");
        }
    }

    private static void requireRows(String operation, Tensor logits) {
        Given.required(logits, operation, "the tensor of logits", "pass what the network computed");
        if (logits.rank() < 2 || logits.size(1) < 1 || logits.numel() != logits.size(0) * logits.size(1)) {
            throw new ShapeException(operation, "logits have shape " + logits.shape(),
                    "they are [batch, classes], with a class at least", "flatten what the network computed");
        }
    }

    private static void requireLabels(String operation, Tensor logits, int[] labels) {
        requireRows(operation, logits);
        Given.required(labels, operation, "the array of labels", "pass one label per row");
        if (labels.length != logits.size(0)) {
            throw new ShapeException(operation, Counted.of(labels.length, "label") + " for logits " + logits.shape(),
                    "there is one label per row", "pass the labels of this batch");
        }
    }
}
