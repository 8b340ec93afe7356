package longhand.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import longhand.explain.AdamSettings;
import longhand.explain.Explain;
import longhand.explain.LayerSpec;
import longhand.explain.PaperBatchNorm;
import longhand.explain.PaperPooling;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.check.AdamProblem;
import longhand.explain.check.AnswerNumbers;
import longhand.explain.check.BatchNormProblem;
import longhand.explain.check.ConvolutionProblem;
import longhand.explain.check.LayersProblem;
import longhand.explain.check.LayersProblem.Quantity;
import longhand.explain.check.LinearProblem;
import longhand.explain.check.MatrixFile;
import longhand.explain.check.PoolingProblem;
import longhand.explain.check.Problem;
import longhand.explain.check.SgdProblem;
import longhand.explain.check.SoftmaxProblem;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that describe what is to be computed; {@code explain} and {@code check} share them. */
final class ProblemOptions {
    private static final String GRADIENT =
            "Give the gradient of the weights in --input with it, e.g. --gradient \"0.5 0\".";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = {"-i", "--input"}, paramLabel = "MATRIX",
            description = "The input: \"0 1 2; 3 4 5\", channels separated by |, a .csv, .npy, .json or .txt file, or a "
                    + "picture (PNG, JPEG, GIF, BMP): gray, 0 to 1, two decimals, scaled down to at most 28 × 28.")
    private Optional<String> input = Optional.empty();

    @Option(names = "--region", paramLabel = "ROWS,COLUMNS", converter = Region.Converter.class,
            description = "Only these of the input, such as 100:140,60:100 for rows 100 to 139 and columns 60 to 99; a picture is not scaled down then.")
    private Optional<Region> region = Optional.empty();

    @Option(names = {"-k", "--kernel", "--weight"}, paramLabel = "MATRIX",
            description = "The kernel or the weights; output channels are separated by ||. batchnorm: γ.")
    private Optional<String> kernel = Optional.empty();

    @Option(names = {"-b", "--bias"}, paramLabel = "NUMBERS",
            description = "One number for each output channel; batchnorm: β.")
    private Optional<String> bias = Optional.empty();

    @Option(names = "--window", paramLabel = "SIZE", converter = Size2dConverter.class,
            description = "Pooling, output-size, receptive-field: the window, e.g. 2 or 2x3.")
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

    @Option(names = "--groups", paramLabel = "N", defaultValue = "1",
            description = "conv2d: groups of channels (default: 1); with as many as channels, a depthwise convolution.")
    private int groups;

    @Option(names = "--no-count-padding", description = "Average pooling: leave the padding out of the mean.")
    private boolean leavePaddingOut;

    @Option(names = "--labels", paramLabel = "NUMBERS",
            description = "softmax: the right class of each sample, for the cross-entropy.")
    private Optional<String> labels = Optional.empty();

    @Option(names = {"-g", "--gradient"}, paramLabel = "MATRIX",
            description = "The gradient that arrives at the output (default: ones); for sgd and adam that of the weights.")
    private Optional<String> gradient = Optional.empty();

    @Option(names = "--lr", defaultValue = "0.1", description = "sgd, adam: the learning rate (default: 0.1).")
    private double lr;

    @Option(names = "--momentum",
            description = "sgd: the momentum (default: 0); batchnorm: the share of the batch in the running "
                    + "numbers (default: 0.1).")
    private Optional<Double> momentum = Optional.empty();

    @Option(names = "--weight-decay", defaultValue = "0", description = "sgd, adam: the weight decay (default: 0).")
    private double weightDecay;

    @Option(names = "--velocity", paramLabel = "MATRIX",
            description = "sgd: the velocity before the step (default: zeros).")
    private Optional<String> velocity = Optional.empty();

    @Option(names = "--mean", paramLabel = "NUMBERS",
            description = "batchnorm: the running mean of each channel (default: zeros).")
    private Optional<String> mean = Optional.empty();

    @Option(names = "--variance", paramLabel = "NUMBERS",
            description = "batchnorm: the running variance of each channel (default: ones).")
    private Optional<String> variance = Optional.empty();

    @Option(names = "--first-moment", paramLabel = "MATRIX",
            description = "adam: the mean of the gradients before the step (default: zeros).")
    private Optional<String> firstMoment = Optional.empty();

    @Option(names = "--second-moment", paramLabel = "MATRIX",
            description = "adam: the mean of their squares before the step (default: zeros).")
    private Optional<String> secondMoment = Optional.empty();

    @Option(names = "--beta1", defaultValue = "0.9", description = "adam: the share of the old first moment (0.9).")
    private double beta1;

    @Option(names = "--beta2", defaultValue = "0.999",
            description = "adam: the share of the old second moment (0.999).")
    private double beta2;

    @Option(names = "--eps", description = "adam: what is added to the root (1e-8); batchnorm: to the variance (1e-5).")
    private Optional<Double> eps = Optional.empty();

    @Option(names = "--step", defaultValue = "1", description = "adam: which step it is, counted from 1 (default: 1).")
    private int step;

    @Option(names = "--size", paramLabel = "SIZE", converter = Size2dConverter.class,
            description = "output-size: rows and columns of the input, e.g. 28 or 28x32.")
    private Optional<Size2d> size = Optional.empty();

    @Option(names = "--layers", paramLabel = "LAYERS",
            description = "parameters, output-size, receptive-field: \"conv 1->6 k5 p2; pool k2; linear 400->120\".")
    private Optional<String> layers = Optional.empty();

    /**
     * The problem that these options describe.
     *
     * @throws ParameterException if there is an option that the operation does not use
     */
    Problem problem(Operation operation, String view) {
        requireUsed(operation);
        Values given = matrix("--gradient", gradient);
        return switch (operation) {
            case CORR2D, CONV2D -> ConvolutionProblem.of(input(), kernel(), bias(operation, view), kernelWindow(),
                    groups, given, view);
            case CONV1X1 -> ConvolutionProblem.pointwise(input(), kernel(), given, view);
            case MAXPOOL -> PoolingProblem.of(PaperPooling.of(input(), poolWindow(), true, true), given, view);
            case AVGPOOL -> PoolingProblem.of(PaperPooling.of(input(), poolWindow(), false, !leavePaddingOut), given,
                    view);
            case LINEAR -> LinearProblem.of(input(), kernel(), bias(operation, view), given, view);
            case SOFTMAX -> SoftmaxProblem.of(input(), labelNumbers(), view);
            case SGD -> SgdProblem.of(input(),
                    required("--gradient", gradient, GRADIENT),
                    matrix("--velocity", velocity), lr, momentum.orElse(0.0), weightDecay, view);
            case ADAM, ADAMW -> AdamProblem.of(input(),
                    required("--gradient", gradient, GRADIENT),
                    matrix("--first-moment", firstMoment), matrix("--second-moment", secondMoment),
                    new AdamSettings(lr, beta1, beta2, eps.orElse(1e-8), weightDecay, operation == Operation.ADAMW,
                            step), view);
            case BATCHNORM, BATCHNORM_EVAL -> BatchNormProblem.of(PaperBatchNorm.of(input(),
                    matrix("--weight", kernel), matrix("--bias", bias), matrix("--mean", mean),
                    matrix("--variance", variance), momentum.orElse(0.1), eps.orElse(1e-5),
                    operation == Operation.BATCHNORM), given, view);
            case OUTPUT_SIZE -> LayersProblem.of(Quantity.OUTPUT_SIZE, size.orElseThrow(() -> missing("--size",
                    "Give rows and columns of the input, e.g. --size 28x32.")), layers(operation), view);
            case PARAMETERS -> LayersProblem.of(Quantity.PARAMETERS, Size2d.square(1), layers(operation), view);
            case RECEPTIVE_FIELD -> LayersProblem.of(Quantity.RECEPTIVE_FIELD, Size2d.square(1), layers(operation),
                    view);
        };
    }

    /** What changes nothing would be believed to have changed something. */
    private void requireUsed(Operation operation) {
        CommandLine line = command.commandLine();
        for (OptionSpec option : line.getParseResult().matchedOptions()) {
            String name = Arrays.stream(option.names()).filter(Operation::isUsedBySome).findFirst().orElse("");
            if (!name.isEmpty() && !operation.uses(name)) {
                throw new ParameterException(line, operation + " does not use " + name + ". It uses "
                        + String.join(", ", operation.options()) + ". Fix: leave " + name + " out");
            }
            if (layers.isPresent() && Operation.SINGLE_WINDOW.contains(name)) {
                throw new ParameterException(line, name
                        + " is that of a single layer, and --layers says its own. Fix: leave one of them out");
            }
        }
    }

    private static Values matrix(String option, Optional<String> text) {
        return text.map(t -> MatrixFile.option(option, t).values()).orElse(Explain.NONE);
    }

    private static Values required(String option, Optional<String> text, String fix) {
        return MatrixFile.option(option, text.orElseThrow(() -> missing(option, fix))).values();
    }

    private static IllegalArgumentException missing(String option, String fix) {
        return new IllegalArgumentException(option + " is missing. " + fix);
    }

    private Values input() {
        Optional<Values> picture = input.flatMap(name -> PictureInput.read(name, region.isEmpty()));
        Values all = picture.isPresent() ? picture.get()
                : required("--input", input, "Give the input as \"0 1 2; 3 4 5\" or as a file.");
        return region.isPresent() ? region.get().of(all) : all;
    }

    private Values kernel() {
        return required("--kernel", kernel, "Give the kernel as \"0 1; 2 3\" or as a file.");
    }

    /** The biases as a vector: their gradient can be asked for without them, it does not depend on them. */
    private Values bias(Operation operation, String view) {
        if (bias.isEmpty() && view.equals(ViewNames.BIAS_GRADIENT) && operation != Operation.CORR2D) {
            Values w = kernel();
            int outputs = operation == Operation.LINEAR ? w.rows() : w.rank() == 4 ? w.dim(0) : 1;
            return Values.filled(0, outputs);
        }
        Values given = matrix("--bias", bias);
        return given.reshape(given.size());
    }

    private Window2d with(Size2d kernelSize, Size2d usualStride) {
        return new Window2d(kernelSize, stride.orElse(usualStride), padding, dilation, false);
    }

    private Window2d kernelWindow() {
        return with(new Size2d(kernel().rows(), kernel().columns()), Size2d.square(1));
    }

    private Window2d poolWindow() {
        Size2d kernelSize = window.orElseThrow(() -> missing("--window", "Give the window's size, e.g. --window 2."));
        return with(kernelSize, kernelSize);
    }

    private List<LayerSpec> layers(Operation operation) {
        if (layers.isPresent()) {
            return LayerSpec.parse(layers.get());
        }
        if (operation == Operation.PARAMETERS || window.isEmpty()) {
            throw missing("--layers", "Give the layers, e.g. --layers \"conv 1->6 k5 p2; pool k2\""
                    + (operation == Operation.PARAMETERS ? "." : ", or a single --window."));
        }
        return List.of(new LayerSpec(LayerSpec.Kind.CONV, 0, 0, with(window.get(), Size2d.square(1)), false));
    }

    private List<Integer> labelNumbers() {
        return Arrays.stream(matrix("--labels", labels).toArray()).mapToObj(v -> {
            if (v != Math.rint(v)) {
                throw new IllegalArgumentException("--labels: " + v
                        + " is not a class. Classes are whole numbers from 0.");
            }
            return (int) v;
        }).toList();
    }

    /** The view that is meant where none is named. */
    static String view(Optional<String> named) {
        return named.map(ViewNames::of).orElse(ViewNames.FORWARD);
    }

    /** The same for an answer: a single number beside labels is the loss. */
    String view(Optional<String> named, String answer) {
        boolean loss = named.isEmpty() && labels.isPresent()
                && AnswerNumbers.option("--answer", answer, Values.of(new double[1], 1)).written().values().size() == 1;
        return loss ? ViewNames.LOSS : view(named);
    }
}
