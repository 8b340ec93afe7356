package longhand.datasets.pictures;

import longhand.datasets.image.PixelImage;

/**
 * A picture that could be decoded.
 *
 * @param file where it is
 * @param number its place among the files that were found
 * @param crc CRC-32C of the file
 * @param bytes length of the file
 * @param sums sum of the values of each channel and, last, of the picture in gray, at the size of the data set
 * @param squares sum of their squares
 * @param isGray whether it has no colour
 */
record CheckedFile(LabelledFile file, int number, long crc, long bytes, long[] sums, long[] squares, boolean isGray) {
    /** Where the sums of the picture in gray stand. */
    static final int GRAY_SUM = PixelImage.COLOUR;

    static CheckedFile of(LabelledFile file, int number, FileSum sum, PixelImage image) {
        long[] sums = new long[GRAY_SUM + 1];
        long[] squares = new long[GRAY_SUM + 1];
        int plane = image.height() * image.width();
        for (int c = 0; c < PixelImage.COLOUR; c++) {
            add(image.pixels(), c * plane, plane, sums, squares, c);
        }
        add(image.gray().pixels(), 0, plane, sums, squares, GRAY_SUM);
        return new CheckedFile(file, number, sum.crc(), sum.bytes(), sums, squares, image.isGray());
    }

    private static void add(byte[] pixels, int from, int count, long[] sums, long[] squares, int to) {
        for (int i = from; i < from + count; i++) {
            int value = pixels[i] & 0xff;
            sums[to] += value;
            squares[to] += value * value;
        }
    }
}
