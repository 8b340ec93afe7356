package longhand.datasets.image;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageReader;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The canvas of a GIF file, of which the first frame may fill a part only (GIF89a §18 and §20). As in Pillow the rest
 * has the transparent colour, or the first one if there is none, and a frame that sticks out makes the canvas larger.
 *
 * @param left where the frame begins
 */
record GifCanvas(int width, int height, int left, int top) {
    private static final String STREAM = "javax_imageio_gif_stream_1.0";
    private static final String IMAGE = "javax_imageio_gif_image_1.0";

    /** Reads no more than what stands before the pixels of the first frame. */
    static GifCanvas of(ImageReader reader) throws IOException {
        Node screen = reader.getStreamMetadata().getAsTree(STREAM);
        Node frame = reader.getImageMetadata(0).getAsTree(IMAGE);
        int left = number(frame, "ImageDescriptor", "imageLeftPosition");
        int top = number(frame, "ImageDescriptor", "imageTopPosition");
        return new GifCanvas(
                Math.max(number(screen, "LogicalScreenDescriptor", "logicalScreenWidth"), left + reader.getWidth(0)),
                Math.max(number(screen, "LogicalScreenDescriptor", "logicalScreenHeight"), top + reader.getHeight(0)),
                left, top);
    }

    private static int number(Node root, String child, String attribute) {
        for (Node node = root.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(child)) {
                return Integer.parseInt(((Element) node).getAttribute(attribute));
            }
        }
        throw new IllegalArgumentException("no " + child);
    }

    /** The frame in its place. */
    BufferedImage with(BufferedImage frame) {
        if (frame.getWidth() == width && frame.getHeight() == height) {
            return frame;
        }
        IndexColorModel colours = (IndexColorModel) frame.getColorModel();
        WritableRaster all = frame.getRaster().createCompatibleWritableRaster(width, height);
        int[] row = new int[width];
        Arrays.fill(row, Math.max(0, colours.getTransparentPixel()));
        for (int y = 0; y < height; y++) {
            all.setPixels(0, y, width, 1, row);
        }
        all.setRect(left, top, frame.getRaster());
        return new BufferedImage(colours, all, false, null);
    }
}
