package longhand.explain.model;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import longhand.tensor.Tensor;

/** Numbers as pictures that stand in a page as {@code data:} addresses. */
final class Picture {
    private static final int MAPS_IN_A_ROW = 8;
    private static final int MOST_MAPS = 16;
    private static final int GAP = 1;
    private static final int GAP_COLOUR = 0x808080;

    private Picture() {}

    /** The first maps of a 1 × C × H × W tensor side by side, each scaled to its own range from black to white. */
    static String maps(Tensor t) {
        int n = Math.min(MOST_MAPS, t.size(1));
        int h = t.size(2);
        int w = t.size(3);
        int columns = Math.min(MAPS_IN_A_ROW, n);
        int rows = Math.ceilDiv(n, columns);
        BufferedImage image = new BufferedImage(columns * (w + GAP) - GAP, rows * (h + GAP) - GAP,
                BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < image.getHeight(); i++) {
            for (int j = 0; j < image.getWidth(); j++) {
                image.setRGB(j, i, GAP_COLOUR);
            }
        }
        for (int c = 0; c < n; c++) {
            draw(image, t.select(0, 0).select(0, c), c / columns * (h + GAP), c % columns * (w + GAP));
        }
        return address(image);
    }

    /** The number of maps that {@link #maps} shows. */
    static int shown(Tensor t) {
        return Math.min(MOST_MAPS, t.size(1));
    }

    private static void draw(BufferedImage image, Tensor map, int top, int left) {
        float least = map.min().item();
        float range = Math.max(map.max().item() - least, 1e-12f);
        for (int i = 0; i < map.size(0); i++) {
            for (int j = 0; j < map.size(1); j++) {
                int gray = Math.round(255 * (map.get(i, j) - least) / range);
                image.setRGB(left + j, top + i, gray << 16 | gray << 8 | gray);
            }
        }
    }

    /** A gray image (H × W, 0 to 1) with the evidence for a class laid over it: from nothing over red to yellow. */
    static String overlay(Tensor image, float[][] heat) {
        int h = image.size(0);
        int w = image.size(1);
        BufferedImage picture = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < h; i++) {
            for (int j = 0; j < w; j++) {
                float gray = Math.clamp(image.get(i, j), 0, 1);
                float heated = heat[i][j];
                float share = 0.65f * heated;
                int red = Math.round(255 * (gray * (1 - share) + Math.min(1, 2 * heated) * share));
                int green = Math.round(255 * (gray * (1 - share) + Math.max(0, 2 * heated - 1) * share));
                int blue = Math.round(255 * gray * (1 - share));
                picture.setRGB(j, i, red << 16 | green << 8 | blue);
            }
        }
        return address(picture);
    }

    private static String address(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
