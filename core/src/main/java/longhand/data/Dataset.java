package longhand.data;

import java.util.List;

/**
 * Labelled images, numbered from 0: PyTorch's map-style {@code torch.utils.data.Dataset}.
 *
 * <p>A data set is safe to read from several threads and gives the same values for the same arguments, whichever thread
 * asks and in whatever order. That is what makes training repeatable.
 */
public interface Dataset {
    /** Number of images. */
    int size();

    /** Shape of every image. */
    ImageShape imageShape();

    /** Names of the classes; label {@code k} means {@code classNames().get(k)}. */
    List<String> classNames();

    /** Class of image {@code index}, from 0 to {@code classNames().size() - 1}. */
    int label(int index);

    /**
     * Writes the values of image {@code index} in CHW order to {@code out[offset]} and on.
     *
     * @param epochSeed where random transforms take their chance from, together with {@code index}: another seed in
     *     every epoch
     *     gives other crops and flips, the same seed the same ones. Data sets without random transforms ignore it.
     * @throws IndexOutOfBoundsException if there is no such image, or no room for it in {@code out}
     */
    void read(int index, long epochSeed, float[] out, int offset);

    /**
     * The first {@code count} images, or all if there are not so many.
     *
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    default Dataset limit(int count) {
        return count >= size() ? this : Subset.first(this, count);
    }
}
