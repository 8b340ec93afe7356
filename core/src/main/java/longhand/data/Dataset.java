package longhand.data;

import java.util.List;
import longhand.shape.Shape;

/** Labelled images, numbered from 0: PyTorch's map-style {@code torch.utils.data.Dataset}. */
public interface Dataset extends Examples {
    /** Number of images. */
    @Override
    int size();

    /** Shape of every image. */
    ImageShape imageShape();

    /** Names of the classes; label {@code k} means {@code classNames().get(k)}. */
    List<String> classNames();

    /** Class of image {@code index}, from 0 to {@code classNames().size() - 1}. */
    int label(int index);

    /** [channels, height, width]. */
    @Override
    default Shape inputShape() {
        ImageShape s = imageShape();
        return Shape.of(s.channels(), s.height(), s.width());
    }

    /** {@code []}: the label. */
    @Override
    default Shape targetShape() {
        return Shape.of();
    }

    /** Writes the label. */
    @Override
    default void readTarget(int index, float[] out, int offset) {
        out[offset] = label(index);
    }

    /**
     * The first {@code count} images, or all if there are not so many.
     *
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    default Dataset limit(int count) {
        return count >= size() ? this : Subset.first(this, count);
    }
}
