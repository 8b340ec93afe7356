package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;

/**
 * Some images of a batch with their numbers side by side: [channel, pixel, image]. A row of their patch matrix (see
 * {@link Patches}) then consists of whole rows of so many numbers, one for each output position.
 */
final class ImagesLast {
    private static final int FLOATS_IN_PART = 20_000; // to move, at least, for a part of the job
    private static final int PADDING = -1;

    /** How many images. */
    final int count;
    /** Columns of the patch matrix: output positions, each with all images. */
    final int columns;

    private final Kernels kernels;
    private final Conv2dShape s;
    private final int first;
    private final int[] pixelOf;

    /**
     * Some images.
     *
     * @param pixelOf the {@link #pixels} of the shape
     * @param first the first of {@code count} images
     */
    ImagesLast(Kernels kernels, Conv2dShape s, int[] pixelOf, int first, int count) {
        this.kernels = kernels;
        this.s = s;
        this.first = first;
        this.count = count;
        columns = s.output().area() * count;
        this.pixelOf = pixelOf;
    }

    /** [weight of a channel][output position]: the pixel that it meets there, or {@link #PADDING}. */
    static int[] pixels(Conv2dShape s) {
        Size2d out = s.output();
        Size2d kernel = s.window().kernel();
        int[] pixels = new int[kernel.area() * out.area()];
        Arrays.setAll(pixels, at -> {
            int tap = at / out.area();
            int position = at % out.area();
            int row = s.row(position / out.w(), tap / kernel.w());
            int column = s.column(position % out.w(), tap % kernel.w());
            return s.inside(row, column) ? row * s.input().w() + column : PADDING;
        });
        return pixels;
    }

    /** These images of x or dy, each of {@code size} numbers, with the images last. */
    float[] imagesLast(float[] x, int size, Scratch.Frame frame) {
        float[] last = frame.floats(size * count);
        Workers.ranges(size, Math.ceilDiv(FLOATS_IN_PART, count), (from, to) ->
                kernels.transpose(x, first * size + from, size, last, from * count, count, count, to - from));
        return last;
    }

    /** Writes to these images of y or dx, each of {@code size} numbers, what has the images last. */
    void imagesFirst(float[] last, float[] y, int size) {
        Workers.ranges(size, Math.ceilDiv(FLOATS_IN_PART, count), (from, to) ->
                kernels.transpose(last, from * count, count, y, first * size + from, size, to - from, count));
    }

    /** The patch matrix of these images of x: a row of {@link #columns} numbers for each weight of an output. */
    float[] patches(float[] x, Scratch.Frame frame) {
        float[] last = imagesLast(x, s.inChannels() * s.input().area(), frame);
        if (s.isPointwise()) {
            return last;
        }
        float[] patches = frame.floats(patchFloats());
        overChannels((from, to) -> {
            for (int at = from * pixelOf.length; at < to * pixelOf.length; at++) {
                int pixel = pixelOf[at % pixelOf.length];
                if (pixel == PADDING) {
                    Arrays.fill(patches, at * count, (at + 1) * count, 0);
                } else {
                    int source = at / pixelOf.length * s.input().area() + pixel;
                    System.arraycopy(last, source * count, patches, at * count, count);
                }
            }
        });
        return patches;
    }

    /** Floats of the patch matrices of all groups. */
    int patchFloats() {
        return s.inChannels() * s.window().kernel().area() * columns;
    }

    /** The images, with the images last, that have in each pixel the sum of the patch matrix where it stands there. */
    float[] sums(float[] patches, Scratch.Frame frame) {
        if (s.isPointwise()) {
            return patches;
        }
        int size = s.input().area() * count;
        float[] sums = frame.floats(s.inChannels() * size);
        overChannels((from, to) -> {
            Arrays.fill(sums, from * size, to * size, 0);
            for (int at = from * pixelOf.length; at < to * pixelOf.length; at++) {
                int pixel = pixelOf[at % pixelOf.length];
                if (pixel != PADDING) {
                    kernels.accumulate(patches, at * count, sums, at / pixelOf.length * size + pixel * count, count);
                }
            }
        });
        return sums;
    }

    private void overChannels(Workers.Range task) {
        Workers.ranges(s.inChannels(), Math.ceilDiv(FLOATS_IN_PART, pixelOf.length * count), task);
    }
}
