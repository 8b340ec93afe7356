package longhand.explain;

import longhand.names.Counted;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * A convolution of one image, small enough to be done by hand: what is multiplied with what.
 *
 * <p>It exists beside the engine's convolution because it computes with the student's own numbers: in double, from
 * {@link Values} that keep how each number was written, and with the padding visible, so that every product of the
 * working can be shown.
 *
 * @param x input, C × H × W
 * @param w kernels, O × C / groups × kernel height × kernel width
 * @param bias one number per output channel, or an empty vector
 * @param groups the channels are divided into so many groups: outputs of a group read its input channels only
 * @param outDims shape in which the result is written: as many leading dimensions as the given kernels called for
 */
public record PaperConvolution(Values x, Values w, Values bias, Window2d window, int groups, int[] outDims) {
    /** No bias. */
    public static final Values NO_BIAS = Values.vector();

    /** In messages: the same for corr2d and conv2d. */
    private static final String OPERATION = "convolution";

    /** Is told of one product of an input pixel and a weight; the pixel may lie in the padding. */
    public interface Product {
        /** Input channel c, kernel row u and column v, and the input row and column under them. */
        void at(int c, int u, int v, int row, int column);
    }

    /**
     * Accepts the shapes of the notes: corr2d (H × W with kh × kw), several input channels (C × H × W with C × kh ×
     * kw), several output channels (C × H × W with O × C × kh × kw), and one image of a batch (1 × C × H × W). With
     * groups, the kernel is O × C / groups × kh × kw.
     *
     * @param window stride, padding and dilation; its kernel size must be that of the kernels
     * @throws ShapeException if the channels differ, the window does not fit, or there is more than one image
     */
    public static PaperConvolution of(Values x, Values w, Values bias, Window2d window, int groups) {
        Values image = image(OPERATION, x);
        if (w.rank() < 2 || w.rank() > 4) {
            throw new ShapeException(OPERATION, "the kernel has " + Counted.of(w.rank(), "dimension"),
                    "a kernel is kh × kw, or C × kh × kw, or O × C × kh × kw", "give it 2, 3 or 4 dimensions");
        }
        int outChannels = w.rank() == 4 ? w.dim(0) : 1;
        int channels = w.rank() == 2 ? 1 : w.dim(-3);
        requireGroups(image.dim(0), channels, outChannels, groups);
        if (bias.size() != 0 && bias.size() != outChannels) {
            throw new ShapeException(OPERATION, "there are " + bias.size() + " biases for "
                    + Counted.of(outChannels, "output channel"), "each output channel has one bias",
                    "give " + outChannels + " numbers, or none");
        }
        if (window.kernel().h() != w.rows() || window.kernel().w() != w.columns()) {
            throw new ShapeException(OPERATION, "the window is " + window.kernel() + " but the kernel is ("
                    + w.rows() + ", " + w.columns() + ")", "both must be equal", "use Window2d.of(" + w.rows() + ", "
                            + w.columns() + ")");
        }
        Size2d out = window.output(OPERATION, new Size2d(image.rows(), image.columns()));
        int[] outDims = w.rank() == 4 ? new int[] {outChannels, out.h(), out.w()} : new int[] {out.h(), out.w()};
        return new PaperConvolution(image, w.reshape(outChannels, channels, w.rows(), w.columns()), bias, window,
                groups, outDims);
    }

    private static void requireGroups(int channels, int planes, int outputs, int groups) {
        if (groups < 1 || channels % groups != 0 || outputs % groups != 0) {
            throw new ShapeException(OPERATION, Counted.of(groups, "group") + " for "
                    + Counted.of(channels, "input channel") + " and " + Counted.of(outputs, "output channel"),
                    "each group has equally many input channels, and equally many output channels",
                    "use a number of groups that divides both");
        }
        if (planes * groups != channels) {
            throw new ShapeException(OPERATION, "the input has " + Counted.of(channels, "channel")
                    + " and the kernel " + planes
                    + (groups == 1 ? "" : ", with " + Counted.of(groups, "group")), groups == 1
                    ? "each input channel has its own kernel plane"
                    : "each output channel has a kernel plane for each input channel of its group",
                    "give the kernel " + channels / groups + " planes"
                    + (groups == 1 ? "" : " for each output channel"));
        }
    }

    /**
     * The kernel of a 1×1 convolution as O × C × 1 × 1. It may also be given as the matrix O × C, or for a single
     * output channel as C × 1 × 1 or as C numbers.
     *
     * @throws ShapeException if it is none of these for the channels of x
     */
    public static Values pointwiseKernel(Values x, Values w) {
        int channels = image("conv1x1", x).dim(0);
        boolean window = w.rank() >= 3 && w.rank() <= 4;
        int given = window ? w.dim(-3) : w.columns();
        if (w.rank() > 4 || given != channels || window && w.rows() * w.columns() != 1) {
            throw new ShapeException("conv1x1", "the kernel is " + java.util.Arrays.toString(w.dims())
                    + " and the input has " + Counted.of(channels, "channel"),
                    "the kernel is O × C × 1 × 1, or O × C, with C = " + channels,
                    "give each output channel " + channels + " numbers, or use conv2d for larger kernels");
        }
        return w.reshape(w.size() / channels, channels, 1, 1);
    }

    /** One image as C × H × W. */
    static Values image(String operation, Values x) {
        if (x.rank() < 2 || x.rank() > 4 || x.rank() == 4 && x.dim(0) != 1) {
            throw new ShapeException(operation, "the input has shape " + java.util.Arrays.toString(x.dims()),
                    "one image is explained at a time: H × W, or C × H × W, or 1 × C × H × W",
                    "pick one image of the batch");
        }
        return x.reshape(x.planes(), x.rows(), x.columns());
    }

    /** Number of input channels. */
    public int channels() {
        return x.dim(0);
    }

    /** Number of output channels. */
    public int outChannels() {
        return w.dim(0);
    }

    /** Rows and columns of the input. */
    public Size2d input() {
        return new Size2d(x.rows(), x.columns());
    }

    /** Rows and columns of the output. */
    public Size2d output() {
        return window.output(OPERATION, input());
    }

    /** Whether an input row and column are real, not padding. */
    public boolean inside(int row, int column) {
        return input().contains(row, column);
    }

    /** How many input channels one output channel reads. */
    int channelsPerGroup() {
        return w.dim(1);
    }

    /** The first input channel that an output channel reads. */
    int firstChannel(int output) {
        return output / (outChannels() / groups) * channelsPerGroup();
    }

    /** The kernel plane of an output channel and an input channel that it reads. */
    int plane(int output, int channel) {
        return output * channelsPerGroup() + channel - firstChannel(output);
    }

    /** Visits all products of output channel o, row i and column j, in reading order. */
    public void forEach(int o, int i, int j, Product product) {
        for (int m = 0; m < channelsPerGroup(); m++) {
            int channel = firstChannel(o) + m;
            Windows.forEach(window, i, j, (u, v, row, column) -> product.at(channel, u, v, row, column));
        }
    }
}
