package longhand.data;

/** The two parts of a data set: what a model learns from, and what it is judged by. */
public enum Split {
    TRAIN("training"),
    TEST("test");

    private final String adjective;

    Split(String adjective) {
        this.adjective = adjective;
    }

    /** "training" or "test", for messages. */
    @Override
    public String toString() {
        return adjective;
    }
}
