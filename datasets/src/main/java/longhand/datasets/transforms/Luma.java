package longhand.datasets.transforms;

/**
 * Brightness of a colour: ITU-R 601-2 luma in fixed point, the formula of Pillow's {@code convert("L")}, 0.299 R +
 * 0.587 G + 0.114 B, rounded. Of a gray pixel it is the pixel.
 */
public final class Luma {
    private Luma() {}

    /** That of values from 0 to 255. */
    public static int of(int red, int green, int blue) {
        return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
    }
}
