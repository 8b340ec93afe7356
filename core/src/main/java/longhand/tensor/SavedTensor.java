package longhand.tensor;

/** A tensor that a gradient function is going to read, and the state in which the operation saw it. */
public final class SavedTensor {
    private final Tensor tensor;
    private final int changes;
    private final long fingerprint;

    /** The tensor as it is now. */
    SavedTensor(Tensor tensor) {
        this.tensor = tensor;
        this.changes = tensor.storage().changes();
        this.fingerprint = tensor.storage().fingerprint();
        tensor.storage().addUser();
    }

    /** Says that the gradient has been computed for the last time. */
    public void done() {
        tensor.storage().removeUser();
    }

    /**
     * Costs nothing but for tensors whose array somebody outside holds: their elements are all looked at.
     *
     * @param operation the operation whose gradient is wanted
     * @throws IllegalStateException if the values have changed since
     */
    public void requireUnchanged(String operation) {
        Storage now = tensor.storage();
        if (now.changes() == changes && now.fingerprint() == fingerprint) {
            return;
        }
        boolean isNewResult = tensor.isLeaf() || now.assignments() > 0; // then the node is not of what was saved
        throw new IllegalStateException("backward: '" + operation + "' needs a tensor of shape " + tensor.shape()
                + (isNewResult ? "" : " (the result of '" + tensor.node().operation() + "')")
                + " as it was when it was used, but it was changed " + how(now) + ". Rule: values that a gradient needs "
                + "stay the same until backward(). Fix: " + fix(now));
    }

    private String how(Storage now) {
        return switch (now.changes() - changes) {
            case 0 -> "since, through an array that was taken with data(), or given to Tensor.of, before";
            case 1 -> "in place since, by " + now.changedBy();
            default -> "in place since, last by " + now.changedBy();
        };
    }

    private static String fix(Storage now) {
        String anyChange = "change them before the operation or after backward(), or change a copy()";
        String inPlace = "InPlace()";
        if (now.changedBy().endsWith(inPlace)) {
            return "use " + now.changedBy().replace(inPlace, "()") + ", which makes a new tensor; or " + anyChange + ".";
        }
        return now.isPrivate() ? anyChange + "."
                : anyChange + "; to read numbers, use get(), item() or toArray(), since taking data() counts as a change.";
    }
}
