package longhand.names;

/** What must be there: the same words wherever a caller, or code of his own, gave null in its place. */
public final class Given {
    private Given() {}

    /**
     * The value itself.
     *
     * @param operation who asks: "registerForwardHook"
     * @param what what is asked for: "the result of the hook"
     * @param fix what to do: "return y, or another tensor"
     * @throws IllegalArgumentException if it is null
     */
    public static <T> T required(T value, String operation, String what, String fix) {
        if (value == null) {
            throw missing(operation, what, fix);
        }
        return value;
    }

    /** The same error, for those who are called so often that they make its words only when it is needed. */
    public static IllegalArgumentException missing(String operation, String what, String fix) {
        return new IllegalArgumentException(operation + ": " + what
                + " is null. Rule: null stands for nothing here. Fix: " + fix + ".");
    }
}
