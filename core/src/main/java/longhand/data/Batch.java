package longhand.data;

import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Some images of a data set and their labels.
 *
 * <p>Whoever is done with a batch may {@link #release} it: its memory then serves a later batch. That is worth it in a
 * training loop (a batch of 128 images of 224×224 takes 26 MB); a batch that is never released is left to the garbage
 * collector.
 */
public final class Batch {
    private static final String RELEASED = "by Batch.release(). Fix: read them before";

    private final Tensor images;
    private final int[] labels;
    private final int[] indices;
    private final long sampleSeed;
    private boolean released;

    Batch(Tensor images, int[] labels, int[] indices, long sampleSeed) {
        this.images = images;
        this.labels = labels;
        this.indices = indices;
        this.sampleSeed = sampleSeed;
    }

    /** Number of images, N. */
    public int size() {
        return labels.length;
    }

    /**
     * The images, shape [N, C, H, W].
     *
     * @throws IllegalStateException after {@link #release}
     */
    public Tensor images() {
        if (released) {
            throw new IllegalStateException("batch: its images were released " + RELEASED + ".");
        }
        return images;
    }

    /** The class of each image. */
    public int[] labels() {
        return labels;
    }

    /** The number, in the data set, of each image. */
    public int[] indices() {
        return indices;
    }

    /** What {@link Dataset#read} was given as the seed of the epoch. */
    public long sampleSeed() {
        return sampleSeed;
    }

    /**
     * Gives the memory of {@link #images} back. Call it after the backward pass: from now on that tensor, and all that
     * shares its memory, refuses access. A second call does nothing.
     */
    public void release() {
        released = true;
        Internals.release(images, RELEASED);
    }
}
