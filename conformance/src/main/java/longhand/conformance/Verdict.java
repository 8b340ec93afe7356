package longhand.conformance;

/**
 * How one case went.
 *
 * @param passed every number was within its tolerance
 * @param largestError the largest absolute difference found
 * @param message what failed, or empty
 */
public record Verdict(ReferenceCase tested, boolean passed, double largestError, String message) {

    /** One line: name, operation, verdict, largest error. */
    @Override
    public String toString() {
        return String.format("%-6s %-24s %-20s largest error %.3g%s", passed ? "ok" : "FAILED", tested.name(),
                tested.op(), largestError, message.isEmpty() ? "" : "  " + message);
    }
}
