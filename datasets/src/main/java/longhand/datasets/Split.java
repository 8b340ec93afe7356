package longhand.datasets;

/** The two parts of a data set: what a model learns from, and what it is judged by. */
public enum Split {
    TRAIN("train", "training"),
    TEST("t10k", "test");

    private final String filePrefix;
    private final String adjective;

    Split(String filePrefix, String adjective) {
        this.filePrefix = filePrefix;
        this.adjective = adjective;
    }

    /** How the names of the MNIST files begin. */
    public String filePrefix() {
        return filePrefix;
    }

    /** "training" or "test", for messages. */
    @Override
    public String toString() {
        return adjective;
    }
}
