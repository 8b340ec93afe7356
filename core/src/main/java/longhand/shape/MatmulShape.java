package longhand.shape;

/**
 * All sizes of a batch of matrix products C = op(A) · op(B), where op may transpose.
 *
 * <p>For batch item i, A starts at {@code i · strideA} and holds m × k numbers row-major (k × m if {@code transposeA});
 * B starts at {@code i · strideB} and holds k × n (n × k if {@code transposeB}); C starts at {@code i · m · n} and
 * holds m × n. A stride of 0 uses the same matrix for every item.
 */
public record MatmulShape(int batch, int m, int k, int n, boolean transposeA, boolean transposeB, int strideA,
        int strideB) {

    /** One product of plain matrices. */
    public static MatmulShape single(int m, int k, int n, boolean transposeA, boolean transposeB) {
        return new MatmulShape(1, m, k, n, transposeA, transposeB, 0, 0);
    }
}
