package longhand.explain;

/**
 * One line of a working: {@code channel 0: 0·0 + 1·1 + 3·2 + 4·3 = 19}.
 *
 * @param label what the line computes; may be empty
 */
public record Step(String label, Expr expr) {}
