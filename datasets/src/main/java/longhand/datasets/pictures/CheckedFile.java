package longhand.datasets.pictures;

import longhand.datasets.image.PixelImage;

/**
 * A picture that could be decoded.
 *
 * @param file where it is
 * @param number its place among the files that were found
 * @param crc CRC-32C of the file
 * @param bytes length of the file
 * @param sums sum of the values of each channel, at the size of the data set
 * @param squares sum of their squares
 * @param isGray whether it has no colour
 */
record CheckedFile(LabelledFile file, int number, long crc, long bytes, long[] sums, long[] squares, boolean isGray) {
    static CheckedFile of(LabelledFile file, int number, FileSum sum, PixelImage image) {
        long[] sums = new long[PixelImage.COLOUR];
        long[] squares = new long[PixelImage.COLOUR];
        int plane = image.height() * image.width();
        for (int c = 0; c < sums.length; c++) {
            for (int i = c * plane; i < (c + 1) * plane; i++) {
                int value = image.pixels()[i] & 0xff;
                sums[c] += value;
                squares[c] += value * value;
            }
        }
        return new CheckedFile(file, number, sum.crc(), sum.bytes(), sums, squares, image.isGray());
    }
}
