package longhand.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import longhand.data.DataLoader;
import longhand.data.Dataset;
import longhand.data.LoaderOptions;
import longhand.datasets.DataSplits;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.explain.Explain;
import longhand.explain.LayerSpec;
import longhand.explain.Values;
import longhand.explain.graph.Graph;
import longhand.explain.model.ModelExplanation;
import longhand.models.LeNet;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Initial;
import longhand.nn.optim.Adam;
import longhand.nn.training.Trainer;
import longhand.random.Generator;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** The pages to play with, live inside the site. */
final class Playground {
    private static final int TRAINING_IMAGES = 10_000;
    private static final Values IMAGE = Values.of(Tensor.of(new float[][] {
        {0, 0, 1, 1, 0}, {0, 1, 2, 1, 0}, {0, 1, 2, 1, 0}, {1, 1, 2, 1, 1}, {0, 2, 2, 2, 0}}));
    private static final Values NUMBERS = Values.of(Tensor.arange(9).reshape(3, 3));

    private record Toy(String file, String title, String says, String html) {}

    private Playground() {}

    static void write(Path folder) throws IOException {
        StringBuilder cards = new StringBuilder("<h1>Pages to play with</h1>\n<p>In each of them every number can be changed, "
                + "and everything follows. <code>./longhand explain</code> makes them for numbers, pictures and networks of "
                + "your own; each is one file that needs no server.</p>\n<ul class=\"cards\">\n");
        for (Toy toy : toys()) {
            Main.write(folder.resolve(toy.file), toy.html);
            cards.append("<li><a href=\"%s\">%s</a><br>%s</li>\n".formatted(toy.file, toy.title, toy.says));
        }
        Main.write(folder.resolve("index.html"), Skeleton.page("Pages to play with", "../", cards + "</ul>"));
    }

    private static List<Toy> toys() {
        Values kernel = Values.of(Tensor.of(new float[][] {{0, 1}, {2, 3}}));
        Values edge = Values.of(Tensor.of(new float[][] {{1, 0, -1}, {2, 0, -2}, {1, 0, -1}}));
        Tensor colours = Tensor.arange(18).reshape(2, 3, 3);
        return List.of(
                new Toy("corr2d.html", "Cross-correlation", "A 2 × 2 kernel slides over a 3 × 3 image.",
                        Explain.corr2d(NUMBERS, kernel).html()),
                new Toy("padding.html", "Padding, stride, dilation",
                "A 3 × 3 kernel that finds edges, with a border of zeros.",
                        Explain.conv2d(IMAGE, edge, new Window2d(new Size2d(3, 3), Size2d.square(2), Size2d.square(1),
                                Size2d.square(1), false)).html()),
                new Toy("channels.html", "1 × 1 convolution", "Channels become other channels, pixel by pixel.",
                        Explain.conv1x1(colours, Tensor.of(new float[][] {{1, 1}, {1, -1}, {0, 2}})).html()),
                new Toy("max-pooling.html", "Maximum pooling", "Only the largest number of a window gets a gradient.",
                        Explain.maxPool2d(IMAGE, Window2d.of(2, 2), Explain.NONE).html()),
                new Toy("softmax.html", "Softmax and cross-entropy", "From scores to probabilities to the loss.",
                        Explain.softmaxCrossEntropy(Values.of(Tensor.of(new float[][] {{1, 2, 3}, {2, 0, 1}})), 2, 1)
                        .html()),
                new Toy("sgd.html", "A step of SGD", "With momentum and weight decay.",
                        Explain.sgdStep(Values.of(Tensor.of(new float[][] {{1, -2}, {0.5f, 3}})),
                                Values.of(Tensor.of(new float[][] {{0.5f, 0}, {-1, 2}})), Explain.NONE, 0.1, 0.9, 0.01)
                                .html()),
                new Toy("receptive-field.html", "Receptive fields",
                "How much of the picture a number behind LeNet's layers sees.",
                        Explain.receptiveFields(LayerSpec.parse("conv 1->6 k5 p2; pool k2; conv 6->16 k5; pool k2"))
                        .html()),
                new Toy("graph.html", "Backward, step by step",
                "The graph behind a loss, and what each of its nodes hands on.",
                        graph()),
                new Toy("lenet.html", "A trained LeNet",
                "From its prediction down to the pixels and the weights it learnt.",
                        lenet()));
    }

    private static String graph() {
        Tensor x = Tensor.of(new float[][] {{1, 2}});
        Tensor w = Tensor.of(new float[][] {{0.5f, -1}, {1, 0.25f}}).requiresGrad(true);
        Tensor b = Tensor.vector(0.5, -0.5).requiresGrad(true);
        Tensor loss = x.matmul(w).add(b).tanh().sub(1).square().mean();
        Graph graph = Graph.of(loss).name("w", w).name("b", b);
        loss.backward();
        return graph.html();
    }

    /** LeNet after one epoch on images of Fashion-MNIST, and what it makes of one that it has not seen. */
    private static String lenet() {
        Generator.manualSeed(0);
        DataSplits data = DatasetRegistry.load("fashion-mnist",
                DatasetOptions.defaults().withTrainLimit(TRAINING_IMAGES));
        Dataset test = data.test();
        LeNet net = new LeNet(1, test.classNames().size());
        net.apply(Initial.xavierUniform());
        try (Trainer trainer = new Trainer(net, new CrossEntropyLoss(), new Adam(net.parameters(), 0.005),
                new DataLoader(data.train(), LoaderOptions.batches(16).shuffled()))) {
            trainer.epochs(2).run();
        }
        net.eval();
        float[] image = new float[test.imageShape().numel()];
        test.read(0, 0, image, 0);
        return ModelExplanation.of("lenet", net, true, Tensor.of(image, 1, 1, 28, 28), test.classNames()).html();
    }
}
