package longhand.data;

import longhand.tensor.Tensor;

/**
 * Some images of a data set and their labels.
 *
 * <p>Whoever is done with a batch may {@link #release} it: its memory then serves a later batch. That is worth it in a
 * training loop (a batch of 128 images of 224×224 takes 26 MB); a batch that is never released is left to the garbage
 * collector.
 */
public final class Batch {
    private final Tensor images;
    private final int[] labels;
    private final int[] indices;
    private final Runnable giveBack;
    private boolean released;

    /** @param giveBack called once, when the memory of {@code images} is free for other use */
    Batch(Tensor images, int[] labels, int[] indices, Runnable giveBack) {
        this.images = images;
        this.labels = labels;
        this.indices = indices;
        this.giveBack = giveBack;
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
        requireHeld();
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

    /**
     * Gives the memory of {@link #images} back. Call it after the backward pass, and only if nothing else holds on to that
     * tensor: its values are about to change. A second call does nothing.
     */
    public void release() {
        if (!released) {
            released = true;
            giveBack.run();
        }
    }

    private void requireHeld() {
        if (released) {
            throw new IllegalStateException("batch: its images were released; read them before release()");
        }
    }
}
