package longhand.notebooks;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;

/**
 * Matrices as pictures, one square of {@code zoom} × {@code zoom} pixels for each number: images, kernels, feature
 * maps. No letters are drawn, so the same numbers give the same pixels on every machine.
 */
public final class Pictures {
    private static final int GAP = 6;
    private static final int PAPER = 0xffffff;

    private Pictures() {
    }

    /** Shades of grey from the smallest number (black) to the largest (white). */
    public static BufferedImage gray(Tensor matrix, int zoom) {
        double low = matrix.min().item();
        double high = matrix.max().item();
        double span = high > low ? high - low : 1;
        return draw(matrix, zoom, v -> (v - low) / span, false);
    }

    /**
     * A picture in colour.
     *
     * @param image red, green and blue: 3 × H × W, values from 0 to 1; what lies outside is cut off
     */
    public static BufferedImage colour(Tensor image, int zoom) {
        BufferedImage picture = new BufferedImage(image.size(2) * zoom, image.size(1) * zoom,
                BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    rgb = rgb << 8 | Math.round(255 * Math.clamp(image.get(c, y / zoom, x / zoom), 0, 1));
                }
                picture.setRGB(x, y, rgb);
            }
        }
        return picture;
    }

    /** Signed numbers: blue below 0, white at 0, red above 0; the strongest colour is the largest magnitude. */
    public static BufferedImage signed(Tensor matrix, int zoom) {
        double most = Math.max(matrix.abs().max().item(), Float.MIN_NORMAL);
        return draw(matrix, zoom, v -> v / most, true);
    }

    /**
     * A picture in shades of grey, tinted red where a coarser map is large: which part of the image spoke for a class.
     *
     * @param map any size; it is stretched over the picture, without smoothing
     */
    public static BufferedImage heat(Tensor matrix, Tensor map, int zoom) {
        BufferedImage image = gray(matrix, zoom);
        double low = map.min().item();
        double span = Math.max(map.max().item() - low, Float.MIN_NORMAL);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double heat = (map.get(y * map.size(0) / image.getHeight(), x * map.size(1) / image.getWidth())
                        - low) / span;
                int level = image.getRGB(x, y) & 0xff;
                int cool = (int) Math.round(level * (1 - 0.8 * heat));
                image.setRGB(x, y, (int) Math.round(level + (255 - level) * 0.6 * heat) << 16 | cool << 8 | cool);
            }
        }
        return image;
    }

    /** Pictures beside each other, in rows of at most {@code columns}. */
    public static BufferedImage grid(List<BufferedImage> pictures, int columns) {
        int width = pictures.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
        int height = pictures.stream().mapToInt(BufferedImage::getHeight).max().orElse(1);
        int across = Math.min(columns, Math.max(1, pictures.size()));
        int down = Math.ceilDiv(Math.max(1, pictures.size()), across);
        var page = new BufferedImage(across * (width + GAP) - GAP, down * (height + GAP) - GAP,
                BufferedImage.TYPE_INT_RGB);
        fill(page, 0, 0, page.getWidth(), page.getHeight(), PAPER);
        for (int i = 0; i < pictures.size(); i++) {
            page.getRaster().setRect(i % across * (width + GAP), i / across * (height + GAP),
                    pictures.get(i).getRaster());
        }
        return page;
    }

    /** The planes of [planes, h, w], each in shades of grey by itself. */
    public static BufferedImage planes(Tensor stack, int zoom, int columns) {
        List<BufferedImage> pictures = new ArrayList<>();
        for (int p = 0; p < stack.size(0); p++) {
            pictures.add(gray(stack.select(0, p), zoom));
        }
        return grid(pictures, columns);
    }

    private static BufferedImage draw(Tensor matrix, int zoom, DoubleUnaryOperator scale, boolean signed) {
        if (matrix.rank() != 2) {
            throw new ShapeException("picture", "a tensor of shape " + matrix.shape() + " is no matrix",
                    "a picture shows rank 2", "choose one image and one channel with select(dim, index)");
        }
        int h = matrix.size(0);
        int w = matrix.size(1);
        var image = new BufferedImage(w * zoom, h * zoom, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < h; i++) {
            for (int j = 0; j < w; j++) {
                double value = scale.applyAsDouble(matrix.get(i, j));
                fill(image, j * zoom, i * zoom, zoom, zoom, signed ? blueWhiteRed(value) : grey(value));
            }
        }
        return image;
    }

    private static void fill(BufferedImage image, int x, int y, int w, int h, int rgb) {
        for (int row = y; row < y + h; row++) {
            for (int column = x; column < x + w; column++) {
                image.setRGB(column, row, rgb);
            }
        }
    }

    private static int grey(double value) {
        int level = (int) Math.round(255 * value);
        return level << 16 | level << 8 | level;
    }

    private static int blueWhiteRed(double value) {
        int faded = (int) Math.round(255 * (1 - Math.min(1, Math.abs(value))));
        return value < 0 ? faded << 16 | faded << 8 | 0xff : 0xff0000 | faded << 8 | faded;
    }
}
