package longhand.backend.cpu.conv2d;

import java.util.Arrays;
import longhand.backend.Epilogue;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * Depthwise convolution, in which each output channel sees one input channel of its own (groups = input channels =
 * output channels): plane by plane, with all sums in registers (see {@link DepthwisePlane}). The input gradient is the
 * convolution of dy, its rows and columns {@code stride} apart and zeros between them, with the rotated kernel.
 *
 * <p>Error: that of float sums of one product per weight (forward, input gradient), of at most 16,384 positions (or one
 * image) in the lanes of vectors (weight gradient), whose sums are added as double.
 */
public final class Conv2dDepthwise {
    private static final int GRAIN = 16_384; // pixels in one part
    private static final int SHARE = 16_384;

    private final Kernels kernels;

    public Conv2dDepthwise(Kernels kernels) {
        this.kernels = kernels;
    }

    /** Whether this class convolves shapes like that. */
    public static boolean suits(Conv2dShape s) {
        return s.groups() > 1 && s.inChannelsPerGroup() == 1 && s.outChannelsPerGroup() == 1;
    }

    /** Whether it computes their input gradients: the padding reaches no further than the kernel. */
    public static boolean suitsInputGradient(Conv2dShape s) {
        Size2d reach = DepthwisePlane.reach(s.window());
        return suits(s) && s.window().padding().h() < reach.h() && s.window().padding().w() < reach.w();
    }

    /** y = the convolution of x with w, then the epilogue. */
    public void forward(float[] x, float[] w, Epilogue epilogue, float[] y, Conv2dShape s) {
        DepthwisePlane layout = new DepthwisePlane(s.input(), s.window(), s.output());
        int step = s.window().stride().w();
        int positions = s.output().area();
        eachPlane(s, layout, (plane, end, padded, all) -> {
            layout.load(x, plane * s.input().area(), padded);
            int channel = plane % s.outChannels();
            int to = plane * positions;
            if (step == 1) {
                weighted(padded, layout, w, channel, y, to, s.output().h(), end * positions);
            } else {
                weighted(padded, layout, w, channel, all, 0, s.output().h(),
                        s.output().h() * layout.columns + kernels.lanes());
                for (int i = 0; i < s.output().h(); i++) {
                    kernels.strided(all, i * layout.columns, step, y, to + i * s.output().w(), s.output().w());
                }
            }
            Epilogues.apply(kernels, epilogue, y, to, positions, positions, channel, 1);
        });
    }

    /** dx, if {@link #suitsInputGradient} says so. */
    public void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        Window2d window = s.window();
        Size2d stride = window.stride();
        Size2d reach = DepthwisePlane.reach(window);
        Size2d apart = new Size2d((s.output().h() - 1) * stride.h() + 1, (s.output().w() - 1) * stride.w() + 1);
        Window2d rotated = window.stride(1)
                .padding(reach.h() - 1 - window.padding().h(), reach.w() - 1 - window.padding().w());
        DepthwisePlane layout = new DepthwisePlane(apart, rotated, s.input());
        try (Scratch.Frame frame = Scratch.frame()) {
            float[] weights = RotatedKernel.weights(kernels, w, s, frame);
            eachPlane(s, layout, (plane, end, padded, _) -> {
                layout.load(dy, plane * s.output().area(), s.output(), stride, padded);
                weighted(padded, layout, weights, plane % s.outChannels(), dx, plane * s.input().area(), s.input().h(),
                        end * s.input().area());
            });
        }
    }

    private void weighted(float[] padded, DepthwisePlane layout, float[] w, int channel, float[] y, int at, int rows,
            int limit) {
        kernels.weightedPlane(padded, layout.rowStep, layout.shifts, w, channel * layout.shifts.length, y, at, rows,
                layout.columns, limit);
    }

    /**
     * What is to be done with one plane, counted through all images.
     *
     * @param end the planes from this one to that are done in turn by the same thread
     * @param padded room for the plane between zeros
     * @param all room for all windows of it
     */
    @FunctionalInterface
    private interface PlaneTask {
        void run(int plane, int end, float[] padded, float[] all);
    }

    private void eachPlane(Conv2dShape s, DepthwisePlane layout, PlaneTask task) {
        Workers.ranges(s.batch() * s.outChannels(), Math.max(1, GRAIN / layout.size), (from, to) -> {
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] padded = zeros(layout.size, frame);
                float[] all = frame.floats(s.output().h() * layout.columns + kernels.lanes());
                for (int plane = from; plane < to; plane++) {
                    task.run(plane, to, padded, all);
                }
            }
        });
    }

    /** Zeros, and after them what vectors read past the end. */
    private static float[] zeros(int n, Scratch.Frame frame) {
        float[] zeros = frame.floats(n + Scratch.PAD);
        Arrays.fill(zeros, 0, n + Scratch.PAD, 0);
        return zeros;
    }

    /**
     * dw, or false if some result is not finite: then dw has to be computed by another algorithm, because between the
     * outputs pixels are multiplied by 0, and 0 · ∞ is not 0. Each channel is a part of the job.
     */
    public boolean weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        DepthwisePlane layout = new DepthwisePlane(s.input(), s.window(), s.output());
        boolean oneRow = s.window().stride().h() == 1; // dy is laid out as x, and seen as one long row
        int row = oneRow ? layout.rowStep : kernels.wholeVectors(layout.columns);
        Size2d size = oneRow ? new Size2d(1, kernels.wholeVectors(s.output().h() * row))
                : new Size2d(s.output().h(), row);
        int work = Math.max(1, s.batch() * layout.size);
        Workers.ranges(s.outChannels(), Math.max(1, GRAIN / work), (from, to) -> {
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] padded = zeros(layout.size, frame);
                Gradients gradients = new Gradients(zeros(size.area(), frame), row, size);
                for (int channel = from; channel < to; channel++) {
                    weightGradient(x, padded, dy, gradients, dw, s, layout, channel);
                }
            }
        });
        return kernels.areFinite(dw, 0, s.weightLength());
    }

    /**
     * Room for a plane of dy, with zeros between and behind the numbers of a row.
     *
     * @param row from one row to the next
     * @param seen the rows and columns as which the kernel sees it
     */
    private record Gradients(float[] plane, int row, Size2d seen) {}

    /** @param padded room for a plane of x between zeros */
    private void weightGradient(float[] x, float[] padded, float[] dy, Gradients gradients, float[] dw, Conv2dShape s,
            DepthwisePlane layout, int channel) {
        int area = layout.shifts.length;
        int lanes = kernels.lanes();
        int images = Math.max(1, SHARE / s.output().area());
        Size2d apart = new Size2d(1, s.window().stride().w());
        double[] sums = new double[area];
        float[] share = new float[(area + Kernels.SUMS_TO_SPARE) * lanes];
        for (int n = 0; n < s.batch(); n++) {
            int plane = n * s.outChannels() + channel;
            layout.load(x, plane * s.input().area(), padded);
            DepthwisePlane.spread(dy, plane * s.output().area(), s.output(), apart, gradients.plane, 0, gradients.row);
            kernels.addWindowProducts(padded, layout.rowStep, layout.shifts, gradients.plane, gradients.seen.h(),
                    gradients.seen.w(), share);
            if (n % images == images - 1 || n == s.batch() - 1) {
                for (int i = 0; i < area * lanes; i++) {
                    sums[i / lanes] += share[i];
                }
                Arrays.fill(share, 0);
            }
        }
        for (int k = 0; k < area; k++) {
            dw[channel * area + k] = (float) sums[k];
        }
    }
}
