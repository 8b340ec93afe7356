package longhand.nn;

import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * What layers hand on from one to the next. It is discarded on the way if only layers have seen it that keep nothing.
 */
final class Intermediate {
    private Tensor tensor;
    private boolean seenByOthers;

    /** Begins with a tensor of the caller's, which is never discarded. */
    Intermediate(Tensor start) {
        this.tensor = start;
        this.seenByOthers = true;
    }

    Tensor tensor() {
        return tensor;
    }

    /**
     * Goes on with what a layer made of the tensor.
     *
     * @param keeps whether the layer, or who watches it, may have kept one of the two
     */
    void replace(Tensor next, boolean keeps) {
        if (Internals.shareMemory(next, tensor)) {
            seenByOthers |= keeps;
        } else {
            if (!seenByOthers && !keeps) {
                Internals.discard(tensor);
            }
            seenByOthers = keeps;
        }
        tensor = next;
    }
}
