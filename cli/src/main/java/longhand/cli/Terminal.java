package longhand.cli;

import java.io.Console;

/** Whether somebody watches. */
final class Terminal {
    private Terminal() {
    }

    /** Whether standard input and output are a terminal, and not a file or another program. */
    static boolean isWatched() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
