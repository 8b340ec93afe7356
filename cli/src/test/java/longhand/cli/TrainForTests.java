package longhand.cli;

/** Command lines for tests in packages below. */
public final class TrainForTests {
    private TrainForTests() {}

    /** Runs a command line in this process and returns its exit status. */
    public static int run(String... args) {
        return CliRun.of((Object[]) args).status();
    }
}
