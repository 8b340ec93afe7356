package longhand.cluster;

/** Why Spark failed, in words of this program. */
final class Reasons {
    private Reasons() {}

    /** One line about the cause of a failure. */
    static String of(Throwable failure) {
        String all = texts(failure);
        if (all.contains("UnsupportedClassVersionError")) {
            return "a worker runs an older Java than " + Runtime.version().feature()
                    + ", which this program needs. Fix: --worker-java DIR with the home of JDK "
                    + Runtime.version().feature() + " on the workers, or start Spark's workers with it";
        }
        if (all.contains("ClassNotFoundException: longhand") || all.contains("NoClassDefFoundError: longhand")) {
            return "a worker has not got this program. Fix: ./longhand cluster, or spark-submit with the jar of docs/cluster.md";
        }
        if (all.contains("InvalidClassException") && all.contains("longhand.")) {
            return "a worker has another version of this program. Fix: the same version everywhere";
        }
        if (all.matches("(?s).*(Sasl|authenticat|Unknown challenge|secret).*")) {
            return "the secret is not that of the cluster. Fix: set " + ClusterOptions.SECRET
                    + " to the one of the master";
        }
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return firstLine(String.valueOf(cause.getMessage()));
    }

    private static String texts(Throwable failure) {
        StringBuilder all = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            all.append(cause).append('\n');
        }
        return all.toString();
    }

    /** The first line of a text that may have a stack trace below it. */
    static String firstLine(String text) {
        return text.lines().findFirst().orElse("").strip();
    }
}
