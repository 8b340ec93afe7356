package longhand.backend.cpu;

/**
 * How one convolution or gradient is computed, and why.
 *
 * @param rotatedKernel the gradient is computed as a convolution of dy with the kernel rotated by 180°
 * @param reason that line of the table of algorithms which decided
 */
public record Conv2dChoice(Conv2dAlgorithm algorithm, boolean rotatedKernel, String reason) {

    /** As in {@code shifted images: stride 4, so the gradient is no convolution}. */
    @Override
    public String toString() {
        return algorithm + (rotatedKernel ? ", rotated kernel: " : ": ") + reason;
    }
}
