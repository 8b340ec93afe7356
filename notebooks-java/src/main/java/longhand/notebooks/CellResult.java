package longhand.notebooks;

import java.util.Optional;

/**
 * What is left when a cell has ended: the value of its last expression, or its error.
 *
 * @param value empty if the cell ends in a statement, or in an expression closed with a semicolon
 * @param error empty if the cell ran to its end
 */
public record CellResult(Optional<MimeBundle> value, Optional<CellError> error) {
    static CellResult nothing() {
        return new CellResult(Optional.empty(), Optional.empty());
    }

    static CellResult of(MimeBundle value) {
        return new CellResult(Optional.of(value), Optional.empty());
    }

    static CellResult failed(CellError error) {
        return new CellResult(Optional.empty(), Optional.of(error));
    }
}
