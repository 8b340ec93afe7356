package longhand.learn;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import longhand.names.NearestName;

/** The tasks in the order in which they are solved. */
final class Curriculum {
    private static final Duration FOR_TRAINING = Duration.ofSeconds(120);

    static final List<Task> TASKS = List.of(
            new Task("Corr2d", "cross-correlation, the loop of loops", "longhand.notes.CourseNotes.corr2d",
            WindowJudges::corr2d),
            new Task("OutputSize", "how many positions a window has", "longhand.shape.Window2d.output",
            WindowJudges::outputSize),
            new Task("Padding", "a frame of zeros", "longhand.ops.Selection.pad", WindowJudges::padding),
            new Task("Stride", "larger steps", "longhand.ops.Convolution.conv2d", WindowJudges::stride),
            new Task("ChannelsIn", "several input channels", "longhand.notes.CourseNotes.corr2dMultiIn",
            WindowJudges::channelsIn),
            new Task("ChannelsOut", "several output channels", "longhand.notes.CourseNotes.corr2dMultiInOut",
                    WindowJudges::channelsOut),
            new Task("OneByOne", "1×1 convolution as a matrix product", "longhand.notes.CourseNotes",
            WindowJudges::oneByOne),
            new Task("MaxPool", "maximum pooling", "longhand.ops.Pooling.maxPool2d", WindowJudges::maxPool),
            new Task("GlobalAveragePool", "one number for each channel", "longhand.nn.AdaptiveAvgPool2d",
                    WindowJudges::globalAveragePool),
            new Task("ProductGradient", "backward through a product", "longhand.ops.Arithmetic.mul",
            GradientJudges::product),
            new Task("ReluGradient", "backward through ReLU", "longhand.ops.Activations.relu", GradientJudges::relu),
            new Task("KernelGradient", "backward through a cross-correlation to its kernel", "longhand.ops.Convolution",
                    GradientJudges::kernel),
            new Task("Autograd", "the machine does it", "longhand.autograd.Backward", GradientJudges::autograd),
            new Task("Softmax", "from numbers to shares", "longhand.ops.SoftmaxOps", GradientJudges::softmax),
            new Task("CrossEntropy", "how wrong is a share", "longhand.ops.Losses.crossEntropy",
            GradientJudges::crossEntropy),
            new Task("SgdStep", "a step downhill", "longhand.nn.optim.SGD", GradientJudges::sgd),
            new Task("LearnKernel", "an edge detector from data", "longhand.nn.training.Trainer",
            GradientJudges::learnKernel),
            new Task("NinBlock", "the block of Network in Network", "longhand.models.NiN", GradientJudges::ninBlock),
            new Task("TrainingLoop", "a small network learns", "longhand.nn.training.Trainer",
            EngineJudges::trainingLoop),
            new Task("TwoBackends", "fast code is held to slow code", "longhand.conformance",
            EngineJudges::twoBackends),
            new Task("Graph", "your own autograd", "longhand.autograd.Backward", EngineJudges::graph),
            new Task("InputGradient", "backward through a cross-correlation to its input", "longhand.ops.Convolution",
                    EngineJudges::inputGradient),
            new Task("PoolGradient", "backward through pooling", "longhand.ops.Pooling", EngineJudges::poolGradient),
            new Task("LeNet", "your own engine trains LeNet", "longhand.models.LeNet", EngineJudges::leNet,
                    List.of("Corr2d", "KernelGradient", "InputGradient", "PoolGradient", "ReluGradient", "Softmax",
                    "SgdStep", "Graph"),
                    FOR_TRAINING));

    private Curriculum() {}

    /** Its place on the path, from 1. */
    static int number(Task task) {
        return TASKS.indexOf(task) + 1;
    }

    /**
     * The task of a name, a number, or a file such as {@code 01_Corr2d.java}; upper and lower case do not matter.
     *
     * @throws IllegalArgumentException if there is none; lists those there are
     */
    static Task of(String name) {
        String wanted = name.replaceFirst("^.*[/\\\\]", "").replaceFirst("\\.java$", "");
        return TASKS.stream().filter(t -> t.name().equalsIgnoreCase(wanted.replaceFirst("^\\d+_", ""))
                || wanted.matches("0*" + number(t))).findFirst().orElseThrow(() -> {
                    String names = String.join(", ", IntStream.range(0, TASKS.size())
                            .mapToObj(i -> (i + 1) + " " + TASKS.get(i).name()).toList());
                    return new IllegalArgumentException("learn: there is no task '" + name
                            + "'. Fix: choose a name or a number of "
                            + names + "." + NearestName.question(wanted.replaceFirst("^\\d+_", ""),
                                    TASKS.stream().map(Task::name).toList()));
                });
    }
}
