package longhand.autograd;

import java.util.ArrayList;
import java.util.List;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * Counts who still needs each gradient of a running backward pass, so that its memory can be reused at once.
 *
 * <p>A gradient function may return its argument (the gradient of a + b is g for both), so one array can wait at several nodes.
 */
final class GradientOwners {
    private final boolean reuse;
    private final List<Tensor> waiting = new ArrayList<>();

    /** @param reuse false if the gradients become part of a graph and must stay */
    GradientOwners(boolean reuse) {
        this.reuse = reuse;
    }

    /** One more place holds this gradient. */
    void add(Tensor g) {
        waiting.add(g);
    }

    /** One place less; the last one gives the memory back. */
    void remove(Tensor g) {
        forgetOne(g);
        if (reuse && !isHeld(g)) {
            Internals.release(g);
        }
    }

    /** This gradient for a leaf to keep: itself if nobody else holds its memory, else a copy. */
    Tensor exclusive(Tensor g) {
        forgetOne(g);
        return isHeld(g) ? g.copy() : g;
    }

    private void forgetOne(Tensor g) {
        for (int i = waiting.size() - 1; i >= 0; i--) {
            if (waiting.get(i) == g) {
                waiting.remove(i);
                return;
            }
        }
    }

    /** The gradients waiting at one moment are few, so looking through them is cheap. */
    private boolean isHeld(Tensor g) {
        return waiting.stream().anyMatch(other -> Internals.shareMemory(other, g));
    }
}
