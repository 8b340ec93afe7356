package longhand.notebooks;

/**
 * Where a running cell's output goes, in the order in which it is produced: a notebook file, a Jupyter front end or a
 * test.
 */
public interface OutputSink {
    /** Text the cell printed. */
    void stdout(String text);

    /** Text the cell printed to the error stream. */
    void stderr(String text);

    /** A value that the cell displayed before its end. */
    void display(MimeBundle bundle);

    /** Drops everything. */
    OutputSink NONE = new OutputSink() {
        @Override
        public void stdout(String text) {
        }

        @Override
        public void stderr(String text) {
        }

        @Override
        public void display(MimeBundle bundle) {
        }
    };
}
