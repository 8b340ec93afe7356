package longhand.cli.run;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import longhand.data.ImageShape;
import longhand.datasets.image.PixelImage;
import longhand.datasets.transforms.PixelDataset;

/** The test images on which a network is most wrong, as stored, each with what it is and what it was taken for. */
final class MistakesPicture {
    private static final int COLUMNS = 6;
    private static final int IMAGE = 112;
    private static final int CELL_WIDTH = 160;
    private static final int CELL_HEIGHT = IMAGE + 52;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    private MistakesPicture() {}

    static BufferedImage draw(List<TestResults.Mistake> mistakes, PixelDataset images) {
        int rows = Math.max(1, Math.ceilDiv(mistakes.size(), COLUMNS));
        BufferedImage picture = new BufferedImage(COLUMNS * CELL_WIDTH, rows * CELL_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        graphics.setColor(Color.BLACK);
        graphics.setFont(FONT);
        for (int i = 0; i < mistakes.size(); i++) {
            drawOne(graphics, mistakes.get(i), images, i % COLUMNS * CELL_WIDTH, i / COLUMNS * CELL_HEIGHT);
        }
        if (mistakes.isEmpty()) {
            graphics.drawString("no mistakes", 10, 20);
        }
        graphics.dispose();
        return picture;
    }

    private static void drawOne(Graphics2D graphics, TestResults.Mistake mistake, PixelDataset images, int x, int y) {
        graphics.drawImage(image(images, mistake.index()), x + (CELL_WIDTH - IMAGE) / 2, y + 4, IMAGE, IMAGE, null);
        String percent = String.format(Locale.ROOT, "%.0f %%", 100 * mistake.probability());
        centered(graphics, images.classNames().get(mistake.truth()), x, y + IMAGE + 20);
        centered(graphics, "taken for " + images.classNames().get(mistake.predicted()), x, y + IMAGE + 34);
        centered(graphics, "(" + percent + ")", x, y + IMAGE + 48);
    }

    private static void centered(Graphics2D graphics, String text, int x, int y) {
        graphics.drawString(text, x + (CELL_WIDTH - graphics.getFontMetrics().stringWidth(text)) / 2, y);
    }

    /** Colours as they are; gray dark on white, which prints better than the other way round. */
    private static BufferedImage image(PixelDataset images, int index) {
        ImageShape shape = images.imageShape();
        byte[] pixels = new byte[shape.numel()];
        images.pixels(index, pixels);
        int plane = shape.height() * shape.width();
        boolean isColour = shape.channels() == PixelImage.COLOUR;
        BufferedImage image = new BufferedImage(shape.width(), shape.height(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < plane; i++) {
            int gray = 255 - (pixels[i] & 0xff);
            int rgb = isColour
                    ? (pixels[i] & 0xff) << 16 | (pixels[plane + i] & 0xff) << 8 | pixels[2 * plane + i] & 0xff
                    : gray << 16 | gray << 8 | gray;
            image.setRGB(i % shape.width(), i / shape.width(), rgb);
        }
        return image;
    }
}
