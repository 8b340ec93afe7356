package longhand.notebooks;

import java.util.List;

/**
 * Why a cell failed, ready to be shown.
 *
 * @param name the exception's simple name, {@code CompileError}, {@code UnresolvedReference} or {@code Interrupted}
 * @param message the first line of the explanation
 * @param report the whole text: where (cell and line), the offending line with a caret under the fault, and what is
 *     wrong
 */
public record CellError(String name, String message, List<String> report) {
    public CellError {
        report = List.copyOf(report);
    }

    @Override
    public String toString() {
        return String.join("\n", report);
    }
}
