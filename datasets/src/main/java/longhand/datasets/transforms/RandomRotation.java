package longhand.datasets.transforms;

import java.util.random.RandomGenerator;
import longhand.data.ImageShape;

/**
 * Turns the image about its middle by a random angle ({@code torchvision.transforms.RandomRotation}): each pixel comes
 * from the nearest one, black where there is none.
 *
 * @param degrees the largest angle, in either direction
 */
public record RandomRotation(double degrees) implements PixelTransform {
    private static final double FIXED_ONE = 65536;

    /** @throws IllegalArgumentException if the angle is not in [0, 180] */
    public RandomRotation {
        RandomRange.requireBetween("RandomRotation", "angle", degrees, 0, 180);
    }

    @Override
    public Step prepare(ImageShape input) {
        return new Rotation(input, degrees);
    }

    private record Rotation(ImageShape outputShape, double degrees) implements Step {
        @Override
        public void apply(byte[] in, byte[] out, RandomGenerator random) {
            rotate(in, outputShape, RandomRange.uniform(random, -degrees, degrees), out);
        }
    }

    /**
     * Turns counter-clockwise, in Pillow's arithmetic: the place that a pixel comes from is a sum of fixed-point
     * numbers with 16 bits after the point ({@code affine_fixed} of {@code Geometry.c}).
     */
    static void rotate(byte[] in, ImageShape shape, double angle, byte[] out) {
        double radians = -Math.toRadians(angle);
        double cos = round15(StrictMath.cos(radians));
        double sin = round15(StrictMath.sin(radians));
        double cx = shape.width() / 2.0;
        double cy = shape.height() / 2.0;
        double offsetX = cos * -cx + sin * -cy + cx;
        double offsetY = -sin * -cx + cos * -cy + cy;
        int rowX = fixed(offsetX + cos * 0.5 + sin * 0.5);
        int rowY = fixed(offsetY - sin * 0.5 + cos * 0.5);
        int plane = shape.height() * shape.width();
        for (int y = 0; y < shape.height(); y++) {
            int fromX = rowX;
            int fromY = rowY;
            for (int x = 0; x < shape.width(); x++) {
                int column = fromX >> 16;
                int row = fromY >> 16;
                boolean inside = column >= 0 && column < shape.width() && row >= 0 && row < shape.height();
                for (int c = 0; c < shape.channels(); c++) {
                    out[c * plane + y * shape.width() + x] =
                            inside ? in[c * plane + row * shape.width() + column] : 0;
                }
                fromX += fixed(cos);
                fromY += fixed(-sin);
            }
            rowX += fixed(sin);
            rowY += fixed(cos);
        }
    }

    private static int fixed(double value) {
        return (int) Math.floor(value * FIXED_ONE + 0.5);
    }

    private static double round15(double value) {
        return Math.rint(value * 1e15) / 1e15;
    }
}
