package longhand.cli;

/**
 * What the launchers run once after a build: Java keeps the classes that are loaded here ready for every later start
 * ({@code -XX:AOTCacheOutput}). It keeps classes only: no profile of a method where an incubator module is added, so a
 * rehearsal of training would make no training quicker.
 */
final class Rehearsal {
    private static final String[][] COMMANDS = {
        {"--help"}, // makes every command
        {"models"},
        // A wrong answer that nothing explains: the whole search runs.
        {"check", "conv2d", "--input", "0 1 2; 3 4 5; 6 7 8 | 1 0 2; 5 1 3; 2 2 6", "--kernel", "0 1; 2 3 | 1 4; 2 5",
            "--bias", "3", "--answer", "Y = 8 61\n2 17"}};

    private Rehearsal() {}

    public static void main(String[] args) {
        for (String[] command : COMMANDS) {
            Main.run(command);
        }
    }
}
