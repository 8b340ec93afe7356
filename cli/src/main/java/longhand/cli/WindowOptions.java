package longhand.cli;

import java.util.Optional;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.explain.check.ConvolutionProblem;
import longhand.explain.check.MatrixFile;
import longhand.explain.check.PoolingProblem;
import longhand.explain.check.Problem;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import picocli.CommandLine.Option;

/** The options that describe a convolution or a pooling; {@code explain} and {@code check} share them. */
final class WindowOptions {
    @Option(names = {"-i", "--input"}, paramLabel = "MATRIX",
            description = "The input: \"0 1 2; 3 4 5\", channels separated by |, or a .csv, .npy, .json or .txt file.")
    private Optional<String> input = Optional.empty();

    @Option(names = {"-k", "--kernel", "--weight"}, paramLabel = "MATRIX",
            description = "The kernel or the weights; output channels are separated by ||.")
    private Optional<String> kernel = Optional.empty();

    @Option(names = {"-b", "--bias"}, paramLabel = "NUMBERS", description = "One number for each output channel.")
    private Optional<String> bias = Optional.empty();

    @Option(names = "--window", paramLabel = "SIZE", converter = Size2dConverter.class,
            description = "Pooling: the window, e.g. 2 or 2x3.")
    private Optional<Size2d> window = Optional.empty();

    @Option(names = {"-s", "--stride"}, paramLabel = "SIZE", converter = Size2dConverter.class,
            description = "Default: 1, for pooling the window's size.")
    private Optional<Size2d> stride = Optional.empty();

    @Option(names = {"-p", "--padding"}, paramLabel = "SIZE", converter = Size2dConverter.class, defaultValue = "0",
            description = "Rows and columns on each side (default: 0).")
    private Size2d padding = Size2d.square(0);

    @Option(names = {"-d", "--dilation"}, paramLabel = "SIZE", converter = Size2dConverter.class, defaultValue = "1",
            description = "Distance between neighbouring kernel elements (default: 1).")
    private Size2d dilation = Size2d.square(1);

    @Option(names = "--no-count-padding", description = "Average pooling: leave the padding out of the mean.")
    private boolean leavePaddingOut;

    Values input() {
        return required(input, "--input is missing. Give the input as \"0 1 2; 3 4 5\" or as a file.");
    }

    Values kernel() {
        return required(kernel, "--kernel is missing. Give the kernel as \"0 1; 2 3\" or as a file.");
    }

    private static Values required(Optional<String> matrix, String message) {
        return MatrixFile.argument(matrix.orElseThrow(() -> new IllegalArgumentException(message))).values();
    }

    /** The biases as a vector. */
    Values bias() {
        return bias.map(b -> MatrixFile.argument(b).values()).map(v -> v.reshape(v.size())).orElse(Explain.NONE);
    }

    boolean countPadding() {
        return !leavePaddingOut;
    }

    private Window2d with(Size2d size, Size2d usualStride) {
        return new Window2d(size, stride.orElse(usualStride), padding, dilation, false);
    }

    Window2d kernelWindow() {
        return with(new Size2d(kernel().rows(), kernel().columns()), Size2d.square(1));
    }

    Window2d poolWindow() {
        Size2d size = window.orElseThrow(() ->
                new IllegalArgumentException("--window is missing. Give the window's size, e.g. --window 2."));
        return with(size, size);
    }

    /** The problem that these options describe. */
    Problem problem(Operation operation) {
        return switch (operation) {
            case CORR2D, CONV2D -> ConvolutionProblem.of(input(), kernel(), bias(), kernelWindow());
            case MAXPOOL -> PoolingProblem.of(input(), poolWindow(), true, true);
            case AVGPOOL -> PoolingProblem.of(input(), poolWindow(), false, countPadding());
            default -> throw new IllegalArgumentException("check: " + operation
                    + " cannot be checked; corr2d, conv2d, maxpool and "
                    + "avgpool can. 'longhand explain " + operation + "' shows its working.");
        };
    }
}
