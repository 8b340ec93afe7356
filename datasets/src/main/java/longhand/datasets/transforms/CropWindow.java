package longhand.datasets.transforms;

import java.util.Arrays;
import longhand.data.ImageShape;

/** A window of an image, black where it reaches beyond it. */
final class CropWindow {
    private CropWindow() {}

    /**
     * Copies a window.
     *
     * @param top row of the image that becomes row 0; may be negative
     * @param left column of the image that becomes column 0; may be negative
     * @param window shape of the window
     */
    static void copy(byte[] in, ImageShape input, int top, int left, byte[] out, ImageShape window) {
        int row = 0;
        for (int channel = 0; channel < input.channels(); channel++) {
            for (int y = top; y < top + window.height(); y++) {
                int inRow = y >= 0 && y < input.height() ? (channel * input.height() + y) * input.width() : -1;
                copyRow(in, inRow, input.width(), left, out, row, window.width());
                row += window.width();
            }
        }
    }

    /** @param inRow where the row of the image begins; negative if there is none */
    private static void copyRow(byte[] in, int inRow, int columns, int left, byte[] out, int outRow, int width) {
        int from = Math.clamp(-left, 0, width);
        int to = inRow >= 0 ? Math.clamp(columns - left, from, width) : from;
        Arrays.fill(out, outRow, outRow + from, (byte) 0);
        System.arraycopy(in, to == from ? 0 : inRow + left + from, out, outRow + from, to - from);
        Arrays.fill(out, outRow + to, outRow + width, (byte) 0);
    }
}
