package longhand.tensor;

import longhand.autograd.GradientHook;
import longhand.backend.Backends;
import longhand.backend.BinaryOp;
import longhand.backend.Broadcast;

/**
 * Whom the arrays of gradients belong to during one backward pass, so that they are used again at once.
 *
 * <p>The rule: what gradient functions compute belongs to the pass. What one of them does not return goes back when it
 * ends; what it returns goes back when nothing waits for it any more, unless it has become the gradient of a leaf.
 * Everything else that a gradient function may return, such as a tensor of the user's, is left alone: never released,
 * never changed, and copied before a leaf keeps it.
 *
 * <p>A gradient may wait at several nodes (that of a + b is the same for a and b), so the places are counted, in the
 * storage. Gradients that are to be differentiated belong to a graph and not to the pass; they too are left alone.
 */
public final class GradientMemory implements AutoCloseable {
    private final Memory.Scope scope;

    /** @param differentiable whether the gradients themselves are part of a graph */
    public GradientMemory(boolean differentiable) {
        scope = differentiable ? null : Memory.open("by the backward pass, on whose way it was computed. "
                + "Fix: call Memory.keep(tensor) inside the gradient function");
    }

    /**
     * Takes note of a gradient that was just computed and goes on to one place; whatever else was computed is given
     * back.
     */
    public Tensor received(Tensor gradient) {
        if (scope != null) {
            boolean fresh = scope.releaseAllBut(gradient.storage());
            if (fresh || isOwn(gradient)) {
                gradient.storage().waiting(1);
            }
        }
        return gradient;
    }

    private boolean isOwn(Tensor gradient) {
        return scope != null && gradient.storage().owner() == scope;
    }

    /** Whether a gradient waits in one place only, and may be changed. */
    private boolean isExclusive(Tensor gradient) {
        return isOwn(gradient) && gradient.storage().waiting(0) == 1 && gradient.storage().isPrivate();
    }

    /** One place less needs this gradient; the last one gives the memory back. */
    public void done(Tensor gradient) {
        if (isOwn(gradient) && gradient.storage().waiting(-1) == 0) {
            scope.release(gradient.storage());
        }
    }

    /** The sum of two gradients, both of which are done then. */
    public Tensor sum(Tensor a, Tensor b) {
        Tensor sum = isExclusive(a) ? added(a, b) : isExclusive(b) ? added(b, a) : received(a.add(b));
        if (sum != a) {
            done(a);
        }
        if (sum != b) {
            done(b);
        }
        return sum;
    }

    private static Tensor added(Tensor to, Tensor summand) {
        if (to.numel() > 0) {
            float[] sum = to.storage().array();
            Backends.current().binary(BinaryOp.ADD, sum, summand.storage().array(), sum, Broadcast.same(to.numel()));
        }
        return to;
    }

    /** A gradient as one that may be changed: itself if it waits nowhere else, or a copy. */
    public Tensor changeable(Tensor gradient) {
        if (isExclusive(gradient)) {
            return gradient;
        }
        Tensor copy = received(gradient.copy());
        done(gradient);
        return copy;
    }

    /**
     * Shows a gradient to a user's hook, as a copy that stays his. What the hook computes does not belong to the pass.
     */
    public Tensor handOut(Tensor gradient, GradientHook hook) {
        if (scope == null) {
            return hook.of(gradient.copy());
        }
        Tensor copy = Memory.keep(gradient.copy());
        return scope.outside(() -> hook.of(copy));
    }

    /** Adds to the gradient of a leaf. Several threads may do so at once. */
    public void addToLeaf(Tensor leaf, Tensor gradient) {
        synchronized (leaf) {
            Tensor before = leaf.gradOrNull();
            if (before == null) {
                leaf.keepGrad(Memory.keep(changeable(gradient)), scope != null);
            } else if (scope != null && leaf.ownsGrad()) {
                added(before, gradient);
                done(gradient);
            } else {
                leaf.keepGrad(Memory.keep(received(before.add(gradient))), scope != null);
                done(gradient);
            }
        }
    }

    /** Ends the pass. */
    @Override
    public void close() {
        if (scope != null) {
            scope.close();
        }
    }
}
