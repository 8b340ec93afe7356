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
        if (now.changes() != changes || now.fingerprint() != fingerprint) {
            String made = tensor.isLeaf() ? "" : " (the result of '" + tensor.node().operation() + "')";
            String how = now.changes() != changes ? "in place since, through data() or by an optimiser"
                    : "since, through an array that was taken with data(), or given to Tensor.of, before";
            throw new IllegalStateException("backward: '" + operation + "' needs a tensor of shape " + tensor.shape()
                    + made + " as it was when it was used, but it was changed " + how + ". Rule: values that a gradient "
                    + "needs stay the same until backward(). Fix: change them before the operation or after backward(), "
                    + "or change a copy(); to read numbers, use get(), item() or toArray(), since taking data() counts "
                    + "as a change.");
        }
    }
}
