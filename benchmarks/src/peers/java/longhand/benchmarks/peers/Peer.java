package longhand.benchmarks.peers;

/**
 * An engine in Java that does the measured work. Each method prepares everything (weights, random images) and returns
 * the part that is timed, which ends when its results are there. A program gives what {@link Program#does} says.
 */
public interface Peer {
    /** Images of a LeNet step; the last step of an epoch takes what is left. */
    int LENET_BATCH = 256;

    /** Classes of both networks. */
    int CLASSES = 10;

    /** Name and version of what computes, without comma and colon. */
    String name();

    /** One training step of NiN on {@code batch} images of 1×224×224: cross-entropy, SGD with rate 0.03. */
    default Runnable nin(int batch) {
        throw new UnsupportedOperationException(name() + " has no networks");
    }

    /**
     * One epoch of LeNet over so many images of 1×28×28 in batches of {@value #LENET_BATCH}: cross-entropy, Adam with
     * rate 0.001.
     */
    default Runnable lenet(int images) {
        throw new UnsupportedOperationException(name() + " has no networks");
    }

    /** One product of two n×n matrices. */
    default Runnable gemm(int n) {
        throw new UnsupportedOperationException(name() + " has no matrix product of its own");
    }
}
