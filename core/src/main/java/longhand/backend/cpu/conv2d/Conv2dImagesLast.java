package longhand.backend.cpu.conv2d;

import java.util.function.BiConsumer;
import longhand.backend.Epilogue;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.matmul.Gemm;
import longhand.backend.cpu.matmul.LongSum;
import longhand.backend.cpu.matmul.Matrix;
import longhand.backend.cpu.threads.Scratch;
import longhand.shape.Conv2dShape;
import longhand.shape.MatmulShape;

/**
 * Convolution of many small images as one matrix product for all of them. A small image alone fills no tile, and each
 * would read all weights again. The images are transposed first, so that they come last (see {@link ImagesLast}). With
 * the columns (output position, image):
 *
 * <pre>
 *   forward          y[o, column]       = Σₖ       w[o, k]       · patches[k, column]
 *   input gradient   patches[k, column] = Σₒ       w[o, k]       · dy[o, column], then added up pixel by pixel
 *   weight gradient  dw[o, k]           = Σ_column dy[o, column] · patches[k, column]
 * </pre>
 *
 * <p>So many images are taken at a time that the patch matrix stays small.
 *
 * <p>Error: that of {@link Gemm}; the input gradient is then a float sum over the weights that met a pixel.
 */
public final class Conv2dImagesLast {
    private static final int LARGEST_PATCHES = 2_000_000; // floats

    private final Kernels kernels;
    private final Gemm gemm;

    public Conv2dImagesLast(Kernels kernels, Gemm gemm) {
        this.kernels = kernels;
        this.gemm = gemm;
    }

    /** y = the convolution of x with w, then the epilogue. */
    public void forward(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        int size = outputsPerImage(s);
        inChunks(s, (images, frame) -> {
            float[] patches = images.patches(x, frame);
            float[] sums = frame.floats(size * images.count);
            gemm.matmul(w, patches, sums, new MatmulShape(s.groups(), s.outChannelsPerGroup(), s.weightsPerOutput(),
                    images.columns, false, false, weightsOfGroup(s), s.weightsPerOutput() * images.columns));
            Epilogues.apply(kernels, end, sums, 0, images.columns, images.columns, 0, s.outChannels());
            images.imagesFirst(sums, y, size);
        });
    }

    /** dx, by adding to each pixel what the weights that it met give back; works for every stride and padding. */
    public void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        inChunks(s, (images, frame) -> {
            float[] gradients = images.imagesLast(dy, outputsPerImage(s), frame);
            float[] patches = frame.floats(images.patchFloats());
            gemm.matmul(w, gradients, patches, new MatmulShape(s.groups(), s.weightsPerOutput(),
                    s.outChannelsPerGroup(), images.columns, true, false, weightsOfGroup(s),
                    s.outChannelsPerGroup() * images.columns));
            images.imagesFirst(images.sums(patches, frame), dx, s.inChannels() * s.input().area());
        });
    }

    /** dw, summed over the images. */
    public void weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        int n = s.weightLength();
        try (Scratch.Frame whole = Scratch.frame()) {
            float[] product = whole.floats(n);
            LongSum sum = new LongSum(kernels, chunks(s), Matrix.ofRows(dw, 0, 1, n, n), whole);
            inChunks(s, (images, frame) -> {
                float[] patches = images.patches(x, frame);
                float[] gradients = images.imagesLast(dy, outputsPerImage(s), frame);
                float[] target = sum.target().array();
                gemm.matmul(gradients, patches, sum.adds() ? product : target, new MatmulShape(s.groups(),
                        s.outChannelsPerGroup(), images.columns, s.weightsPerOutput(), false, true,
                        s.outChannelsPerGroup() * images.columns, s.weightsPerOutput() * images.columns));
                if (sum.adds()) {
                    kernels.accumulate(product, 0, target, 0, n);
                }
                sum.next();
            });
        }
    }

    private void inChunks(Conv2dShape s, BiConsumer<ImagesLast, Scratch.Frame> task) {
        int[] pixelOf = ImagesLast.pixels(s);
        int chunks = chunks(s);
        for (int chunk = 0; chunk < chunks; chunk++) {
            int from = (int) ((long) s.batch() * chunk / chunks);
            int to = (int) ((long) s.batch() * (chunk + 1) / chunks);
            try (Scratch.Frame frame = Scratch.frame()) {
                task.accept(new ImagesLast(kernels, s, pixelOf, from, to - from), frame);
            }
        }
    }

    private static int chunks(Conv2dShape s) {
        long floats = (long) s.inChannels() * s.window().kernel().area() * s.output().area();
        return Math.ceilDiv(s.batch(), Math.clamp(LARGEST_PATCHES / floats, 1, s.batch()));
    }

    private static int outputsPerImage(Conv2dShape s) {
        return s.outChannels() * s.output().area();
    }

    private static int weightsOfGroup(Conv2dShape s) {
        return s.outChannelsPerGroup() * s.weightsPerOutput();
    }
}
