package longhand.data;

import longhand.shape.ShapeException;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Some examples: images and their labels, or whatever {@link Examples} hold.
 *
 * <p>Whoever is done with a batch may {@link #release} it: its memory then serves a later batch. That is worth it in a
 * training loop (a batch of 128 images of 224×224 takes 26 MB); a batch that is never released is left to the garbage
 * collector.
 */
public final class Batch {
    private static final String RELEASED = "by Batch.release(). Fix: read them before";

    private final Tensor images;
    private final Tensor targets;
    private final int[] indices;
    private final long sampleSeed;
    private int[] labels;
    private boolean released;

    Batch(Tensor images, Tensor targets, int[] indices, long sampleSeed) {
        this.images = images;
        this.targets = targets;
        this.indices = indices;
        this.sampleSeed = sampleSeed;
    }

    /** Number of examples, N. */
    public int size() {
        return indices.length;
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

    /** The inputs, shape [N, the shape of one]; the same as {@link #images} where they are images. */
    public Tensor inputs() {
        return images();
    }

    /** What should come out, shape [N, the shape of one]; of images the class labels, [N]. */
    public Tensor targets() {
        return targets;
    }

    /**
     * The class of each image.
     *
     * @throws longhand.shape.ShapeException if the targets are no labels but other numbers: see {@link #targets}
     */
    public int[] labels() {
        if (labels == null) {
            if (targets.rank() != 1) {
                throw new ShapeException("batch", "targets " + targets.shape() + " are no class labels",
                        "labels are one integer per example", "use targets(), and a TargetLoss");
            }
            labels = Internals.integers("batch", "targets", targets);
        }
        return labels;
    }

    /** The number, in the data set, of each example. */
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
