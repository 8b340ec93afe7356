package longhand.benchmarks.operations;

/**
 * The command line of each program whose times {@link OperationsMain} compares.
 *
 * @param threads that the program may use
 * @param seconds of each measurement
 * @param pattern of the names that are wanted; all, unless a third argument says otherwise
 */
record TimingArguments(int threads, double seconds, String pattern) {
    static TimingArguments of(String[] args) {
        return new TimingArguments(Integer.parseInt(args[0]), Double.parseDouble(args[1]),
                args.length > 2 ? args[2] : ".*");
    }
}
