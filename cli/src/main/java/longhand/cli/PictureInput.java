package longhand.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import longhand.datasets.image.PixelImage;
import longhand.explain.Values;

/**
 * A picture as a matrix, small enough to be read unless a part of it is wanted: gray, 0 black to 1 white, two decimals.
 */
final class PictureInput {
    /** As many rows and columns as Fashion-MNIST has. */
    private static final int MOST_PIXELS = 28;
    private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".gif", ".bmp");

    private PictureInput() {}

    /**
     * The picture in a file; nothing if the name is not that of a picture.
     *
     * @param small whether it is scaled down to {@link #MOST_PIXELS}
     * @throws longhand.data.DatasetException if there is no such file, or it is damaged
     */
    static Optional<Values> read(String name, boolean small) {
        String lower = name.toLowerCase(Locale.ROOT);
        return ENDINGS.stream().anyMatch(lower::endsWith)
                ? Optional.of(values(PixelImage.read(Path.of(name), PixelImage.GRAY), small)) : Optional.empty();
    }

    private static Values values(PixelImage picture, boolean small) {
        double shrink = !small ? 1 : Math.max(1, Math.max(picture.height(), picture.width()) / (double) MOST_PIXELS);
        int rows = (int) Math.max(1, Math.round(picture.height() / shrink));
        int columns = (int) Math.max(1, Math.round(picture.width() / shrink));
        byte[] pixels = (shrink > 1 ? picture.resize(rows, columns) : picture).pixels();
        double[] values = new double[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.round((pixels[i] & 0xFF) / 2.55) / 100.0;
        }
        return Values.of(values, rows, columns);
    }
}
