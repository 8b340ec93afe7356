package longhand.learn;

import java.util.List;

/** The tasks in the order in which they are solved. */
final class Curriculum {
    static final List<Task> TASKS = List.of(
            new Task("Corr2d", "cross-correlation, the loop of loops", WindowJudges::corr2d),
            new Task("OutputSize", "how many positions a window has", WindowJudges::outputSize),
            new Task("Padding", "a frame of zeros", WindowJudges::padding),
            new Task("Stride", "larger steps", WindowJudges::stride),
            new Task("ChannelsIn", "several input channels", WindowJudges::channelsIn),
            new Task("ChannelsOut", "several output channels", WindowJudges::channelsOut),
            new Task("OneByOne", "1×1 convolution as a matrix product", WindowJudges::oneByOne),
            new Task("MaxPool", "maximum pooling", WindowJudges::maxPool),
            new Task("GlobalAveragePool", "one number for each channel", WindowJudges::globalAveragePool),
            new Task("ProductGradient", "backward through a product", GradientJudges::product),
            new Task("ReluGradient", "backward through ReLU", GradientJudges::relu),
            new Task("KernelGradient", "backward through a cross-correlation", GradientJudges::kernel),
            new Task("Autograd", "the machine does it", GradientJudges::autograd),
            new Task("Softmax", "from numbers to shares", GradientJudges::softmax),
            new Task("CrossEntropy", "how wrong is a share", GradientJudges::crossEntropy),
            new Task("SgdStep", "a step downhill", GradientJudges::sgd),
            new Task("LearnKernel", "an edge detector from data", GradientJudges::learnKernel),
            new Task("NinBlock", "the block of Network in Network", GradientJudges::ninBlock));

    private Curriculum() {}

    /**
     * The task of a name; upper and lower case do not matter.
     *
     * @throws IllegalArgumentException if there is none; lists those there are
     */
    static Task of(String name) {
        return TASKS.stream().filter(t -> t.name().equalsIgnoreCase(name)).findFirst().orElseThrow(() -> {
            String names = String.join(", ", TASKS.stream().map(Task::name).toList());
            return new IllegalArgumentException("learn: there is no task '" + name + "'. Choose one of " + names + ".");
        });
    }
}
