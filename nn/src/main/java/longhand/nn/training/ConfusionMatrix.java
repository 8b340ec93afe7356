package longhand.nn.training;

import static longhand.tensor.Internals.values;

import longhand.tensor.Tensor;

/** How often images of each class were taken for each class. */
public final class ConfusionMatrix {
    private final long[][] counts;

    /** An empty matrix. */
    public ConfusionMatrix(int classes) {
        this.counts = new long[classes][classes];
    }

    /**
     * Counts a batch.
     *
     * @param logits [batch, classes]
     */
    public void add(Tensor logits, int... labels) {
        int[] predicted = predictions(logits);
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predicted[i]]++;
        }
    }

    /** The class with the largest value in each row of [batch, classes]; of equal ones the first. */
    public static int[] predictions(Tensor logits) {
        int classes = logits.size(1);
        float[] values = values(logits);
        int[] best = new int[logits.size(0)];
        for (int row = 0; row < best.length; row++) {
            for (int k = 1; k < classes; k++) {
                if (values[row * classes + k] > values[row * classes + best[row]]) {
                    best[row] = k;
                }
            }
        }
        return best;
    }

    /** Number of rows of [batch, classes] whose largest value is that of the label. */
    public static int correct(Tensor logits, int... labels) {
        int[] predicted = predictions(logits);
        int correct = 0;
        for (int i = 0; i < labels.length; i++) {
            correct += predicted[i] == labels[i] ? 1 : 0;
        }
        return correct;
    }

    /**
     * Number of rows of [batch, classes] whose label is among the {@code k} largest values; of equal ones the first
     * count as larger. PyTorch: {@code topk}.
     */
    public static int correctWithin(int k, Tensor logits, int... labels) {
        int classes = logits.size(1);
        float[] values = values(logits);
        int correct = 0;
        for (int row = 0; row < labels.length; row++) {
            float own = values[row * classes + labels[row]];
            int larger = 0;
            for (int other = 0; other < classes; other++) {
                float value = values[row * classes + other];
                larger += value > own || value == own && other < labels[row] ? 1 : 0;
            }
            correct += larger < k ? 1 : 0;
        }
        return correct;
    }

    /** Number of classes. */
    public int classes() {
        return counts.length;
    }

    /** Images of class {@code truth} that were taken for {@code predicted}. */
    public long count(int truth, int predicted) {
        return counts[truth][predicted];
    }

    /** Images of a class. */
    public long total(int truth) {
        long sum = 0;
        for (long count : counts[truth]) {
            sum += count;
        }
        return sum;
    }

    /** Share of what was taken for a class that is of that class; NaN if nothing was. */
    public double precision(int predicted) {
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
        return (double) counts[truth][truth] / total(truth);
    }
}
