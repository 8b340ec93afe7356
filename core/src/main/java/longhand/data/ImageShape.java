package longhand.data;

/** Channels, height and width of one image; the values lie in this order ({@code CHW}). */
public record ImageShape(int channels, int height, int width) {
    /** @throws IllegalArgumentException if a size is not positive or the image has 2³¹ values or more */
    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("image shape " + channels + "×" + height + "×" + width
                    + ": every size must be at least 1");
        }
        if ((long) channels * height > Integer.MAX_VALUE / width) {
            throw new IllegalArgumentException("image shape " + channels + "×" + height + "×" + width
                    + ": more than 2³¹ − 1 values");
        }
    }

    /** Number of values of one image. */
    public int numel() {
        return channels * height * width;
    }

    /** The same channels at another size. */
    public ImageShape resized(int newHeight, int newWidth) {
        return new ImageShape(channels, newHeight, newWidth);
    }

    /** As in {@code 1×28×28}. */
    @Override
    public String toString() {
        return channels + "×" + height + "×" + width;
    }
}
