package longhand.cli;

import java.util.Arrays;
import java.util.stream.Stream;

/** Runs command lines one after another, and has what the last one printed. */
abstract class CommandTest {
    /** The first example of the notes. */
    static final String[] NOTES = {"--input", "0 1 2; 3 4 5; 6 7 8", "--kernel", "0 1; 2 3"};

    String out = "";
    String err = "";

    /** Runs {@code args} and then {@code more}; the exit status. */
    int run(String[] more, String... args) {
        CliRun run = CliRun.of(Stream.of(args, more).flatMap(Arrays::stream).toArray());
        out = run.out();
        err = run.err();
        return run.status();
    }

    int run(String... args) {
        return run(new String[0], args);
    }
}
