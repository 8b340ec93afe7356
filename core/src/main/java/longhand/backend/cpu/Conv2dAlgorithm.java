package longhand.backend.cpu;

/** The ways in which {@link CpuBackend} convolves; {@code longhand.backend.cpu.conv2d} explains each. */
public enum Conv2dAlgorithm {
    /** Plane by plane, where each channel is convolved by itself. */
    DEPTHWISE("depthwise, plane by plane"),
    /** Tiles of outputs with fewer multiplications. */
    WINOGRAD("Winograd tiles"),
    /** A matrix product with the patch matrix of many small images, which come last in it. */
    IMAGES_LAST("patch matrix of all images"),
    /** Without a patch matrix: each weight reads the image from another place on. */
    SHIFTED_IMAGES("shifted images"),
    /** A matrix product with the patch matrix, made piece by piece. */
    IM2COL("patch matrix (im2col)");

    private final String title;

    Conv2dAlgorithm(String title) {
        this.title = title;
    }

    /** The name for people. */
    @Override
    public String toString() {
        return title;
    }
}
