package longhand.datasets.transforms;

/**
 * Changes of brightness, contrast, saturation and hue of 8-bit images with one channel (gray) or three (RGB), in place,
 * in Pillow's arithmetic ({@code ImageEnhance}, {@code Blend.c}, {@code Convert.c}).
 */
final class ColourChange {
    private ColourChange() {}

    /** Between black (factor 0) and the image (1), or beyond. */
    static void brightness(byte[] pixels, int length, double factor) {
        blend(pixels, 0, length, 0, (float) factor);
    }

    /** Between the mean gray of the image (factor 0) and the image (1), or beyond. */
    static void contrast(byte[] pixels, int length, int channels, double factor) {
        int plane = length / channels;
        long sum = 0;
        for (int i = 0; i < plane; i++) {
            sum += gray(pixels, plane, channels, i);
        }
        blend(pixels, 0, length, (int) ((double) sum / plane + 0.5), (float) factor);
    }

    /** Between the image in gray (factor 0) and the image (1), or beyond. */
    static void saturation(byte[] pixels, int length, int channels, double factor) {
        int plane = length / channels;
        for (int i = 0; i < plane; i++) {
            int gray = gray(pixels, plane, channels, i);
            for (int c = 0; c < channels; c++) {
                blend(pixels, c * plane + i, c * plane + i + 1, gray, (float) factor);
            }
        }
    }

    private static int gray(byte[] pixels, int plane, int channels, int i) {
        return channels == 1 ? pixels[i] & 0xff
                : Luma.of(pixels[i] & 0xff, pixels[plane + i] & 0xff, pixels[2 * plane + i] & 0xff);
    }

    private static void blend(byte[] pixels, int from, int to, int start, float factor) {
        for (int i = from; i < to; i++) {
            pixels[i] = (byte) (int) Math.clamp(start + factor * ((pixels[i] & 0xff) - start), 0f, 255f);
        }
    }

    /**
     * Turns the hue.
     *
     * @param turn share of the circle of colours, −0.5 to 0.5
     */
    static void hue(byte[] pixels, int length, double turn) {
        int plane = length / 3;
        int step = (int) (turn * 255) & 0xff;
        for (int i = 0; i < plane; i++) {
            int r = pixels[i] & 0xff;
            int g = pixels[plane + i] & 0xff;
            int b = pixels[2 * plane + i] & 0xff;
            int most = Math.max(r, Math.max(g, b));
            int least = Math.min(r, Math.min(g, b));
            if (most == least) {
                continue; // gray has no hue
            }
            float range = most - least;
            int saturation = (int) ((double) (range / most) * 255.0);
            int hue = (hueOf(r, g, b, most, range) + step) & 0xff;
            writeRgb(pixels, plane, i, hue, saturation, most);
        }
    }

    private static int hueOf(int r, int g, int b, int most, float range) {
        float red = (most - r) / range;
        float green = (most - g) / range;
        float blue = (most - b) / range;
        float sixths = r == most ? blue - green : g == most ? (float) (2.0 + red - blue) : (float) (4.0 + green - red);
        float turn = (float) ((sixths / 6.0 + 1.0) % 1.0);
        return Math.clamp((int) (turn * 255.0), 0, 255);
    }

    private static void writeRgb(byte[] pixels, int plane, int i, int hue, int saturation, int value) {
        int sixth = (int) Math.floor(hue * 6.0f / 255.0);
        float f = (float) (hue * 6.0f / 255.0 - sixth);
        float s = (float) (saturation / 255.0);
        int p = (int) Math.round(value * (1.0 - s));
        int q = (int) Math.round(value * (1.0 - s * f));
        int t = (int) Math.round(value * (1.0 - s * (1.0 - f)));
        int[] rgb = switch (sixth % 6) {
            case 0 -> new int[] {value, t, p};
            case 1 -> new int[] {q, value, p};
            case 2 -> new int[] {p, value, t};
            case 3 -> new int[] {p, q, value};
            case 4 -> new int[] {t, p, value};
            default -> new int[] {value, p, q};
        };
        for (int c = 0; c < rgb.length; c++) {
            pixels[c * plane + i] = (byte) Math.clamp(rgb[c], 0, 255);
        }
    }
}
