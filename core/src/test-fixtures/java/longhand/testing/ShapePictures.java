package longhand.testing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;

/** Pictures of coloured shapes and textures, of many sizes and formats, in a folder for each class. */
public final class ShapePictures {
    /** Names of the classes. */
    public static final List<String> CLASSES = List.of("green squares", "red discs", "stripes");
    private static final List<String> FORMATS = List.of("png", "jpg", "gif", "bmp");

    private ShapePictures() {}

    /** Writes {@code perClass} pictures of each class into sub-folders of {@code folder}. */
    public static void write(Path folder, int perClass, long seed) {
        Random random = new Random(seed);
        for (String name : CLASSES) {
            for (int i = 0; i < perClass; i++) {
                String format = FORMATS.get(i % FORMATS.size());
                write(folder.resolve(name).resolve("%03d.%s".formatted(i, format)), format, draw(name, random));
            }
        }
    }

    /** Writes one picture; the folder is made. */
    public static void write(Path file, String format, BufferedImage image) {
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(image, format, file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture of a class on noise. */
    public static BufferedImage draw(String name, Random random) {
        int width = 40 + random.nextInt(160);
        int height = 40 + random.nextInt(160);
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, 0x707070 & random.nextInt());
        }
        Graphics2D graphics = image.createGraphics();
        int size = Math.min(width, height) * (50 + random.nextInt(30)) / 100;
        int left = (width - size) / 2;
        int top = (height - size) / 2;
        int bright = 150 + random.nextInt(100);
        switch (name) {
            case "green squares" -> {
                graphics.setColor(new Color(40, bright, 40));
                graphics.fillRect(left, top, size, size);
            }
            case "red discs" -> {
                graphics.setColor(new Color(bright, 40, 40));
                graphics.fillOval(left, top, size, size);
            }
            default -> {
                graphics.setColor(new Color(bright, bright, bright));
                graphics.setStroke(new BasicStroke(Math.max(2, size / 16)));
                for (int x = 0; x <= size; x += Math.max(5, size / 6)) {
                    graphics.drawLine(left + x, top, left + x, top + size);
                }
            }
        }
        graphics.dispose();
        return image;
    }
}
