package longhand.cli;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import longhand.autograd.NoGrad;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.backend.cpu.Conv2dChoices;
import longhand.backend.cpu.CpuBackend;
import longhand.models.Model;
import longhand.models.Models;
import longhand.nn.Conv2d;
import longhand.nn.ForwardWatch;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.WeightedLayer;
import longhand.shape.Conv2dShape;
import longhand.shape.Shape;
import longhand.shape.Size2d;
import longhand.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code longhand summary}: the layers of a model with their output shapes and costs, as the shape tables of the notes.
 */
@Command(
        name = "summary",
        mixinStandardHelpOptions = true,
        description = "Show the layers of a model: output shape, parameters, multiply-adds, memory of the result.")
final class SummaryCommand implements Runnable {
    private static final int CLASSES = 10;
    private static final int IMAGE_RANK = 4;
    /** Does nothing when asked to compute: results have their shapes, and nobody looks at their numbers. */
    private static final Backend SHAPES_ONLY = (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class}, (proxy, method, args) -> method.isDefault()
                    ? InvocationHandler.invokeDefault(proxy, method, args)
                    : method.getReturnType() == String.class ? "shapes" : null);

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL", description = "Name of the model, or a file of parameters.")
    private String name;

    @Option(names = "--input", split = ",", paramLabel = "N",
            description = "Shape of the input: images, channels, height, width.")
    private int[] input = new int[0];

    @Option(names = "--depth", paramLabel = "N", description = "Show only so many levels of layers; 1: the stages.")
    private Optional<Integer> depth = Optional.empty();

    @Option(names = "--algorithms",
            description = "Show how the cpu backend computes each convolution and its gradients, and why.")
    private boolean algorithms;

    /** What one layer made of one image. */
    private record Line(String path, Layer layer, Shape input, Shape output, long multiplyAdds) {
        boolean isLeaf() {
            return layer.children().isEmpty();
        }

        int level() {
            return path.isEmpty() ? 0 : path.split("\\.").length;
        }
    }

    @Override
    public void run() {
        if (FileSummary.isFile(name)) {
            FileSummary.print(spec.commandLine().getOut(), Path.of(name));
            return;
        }
        Model model = Models.get(name);
        int[] dims = input.length == 0 ? new int[] {1, 1, model.side(), model.side()} : input;
        if (dims.length != IMAGE_RANK || Arrays.stream(dims).anyMatch(d -> d < 1)) {
            throw new IllegalArgumentException("--input " + Arrays.toString(dims)
                    + ": it must be four sizes of at least 1, e.g. 1,1,224,224");
        }
        Layer net = model.create(dims[1], CLASSES);
        List<Line> lines = lines(net, dims);
        print(net, lines, dims);
        if (algorithms) {
            printAlgorithms(lines, dims[0]);
        }
    }

    private void printAlgorithms(List<Line> lines, int images) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%nConvolutions of the cpu backend, images at a time: %d%n", images);
        for (Line line : lines) {
            if (line.layer() instanceof Conv2d conv) {
                Shape x = line.input();
                Conv2dChoices choices = CpuBackend.algorithms(Conv2dShape.of(images, x.dim(1),
                        new Size2d(x.dim(2), x.dim(3)), line.output().dim(1), conv.groups(), conv.window()));
                out.printf("%s%n", line.path());
                out.printf("  %-16s %s%n", "forward", choices.forward());
                out.printf("  %-16s %s%n", "input gradient", choices.inputGradient());
                out.printf("  %-16s %s%n", "weight gradient", choices.weightGradient());
            }
        }
        out.flush();
    }

    /** One image is enough: every layer treats the images of a batch alike. */
    private static List<Line> lines(Layer net, int... dims) {
        Map<Layer, String> paths = new HashMap<>();
        net.namedLayers().forEach((path, layer) -> paths.putIfAbsent(layer, path));
        Map<String, Line> seen = new HashMap<>();
        Backend before = Backends.current();
        Backends.use(SHAPES_ONLY);
        try (NoGrad _ = NoGrad.enter(); ForwardWatch _ = ForwardWatch.start((layer, x, y) ->
                seen.put(paths.get(layer), new Line(paths.get(layer), layer, x.shape(), y.shape(),
                multiplyAdds(layer, y))))) {
            net.eval();
            net.forward(Tensor.zeros(1, dims[1], dims[2], dims[3]));
        } finally {
            Backends.use(before);
        }
        List<Line> lines = new ArrayList<>();
        net.namedLayers().keySet().stream().filter(seen::containsKey).forEach(path -> lines.add(seen.get(path)));
        return lines;
    }

    /**
     * A number of the result of a convolution or linear layer is a sum of as many products as one of its filters has
     * weights.
     */
    private static long multiplyAdds(Layer layer, Tensor y) {
        if (!(layer instanceof Conv2d || layer instanceof Linear)) {
            return 0;
        }
        Shape weight = ((WeightedLayer) layer).weight().shape();
        return (long) y.numel() * (weight.numel() / weight.dim(0));
    }

    private void print(Layer net, List<Line> lines, int... dims) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-44s %-20s %14s %16s %12s%n", "layer", "output shape", "parameters", "multiply-adds",
                "memory, kB");
        for (Line line : lines) {
            if (line.level() > 0 && line.level() <= depth.orElse(Integer.MAX_VALUE)) {
                boolean whole = line.isLeaf() || line.level() == depth.orElse(0);
                out.println(row(line, whole, lines, dims[0]));
            }
        }
        long images = dims[0];
        out.printf(Locale.ROOT, "%s, input %s: %,d parameters, %,d multiply-adds, %,.1f kB of results%n", name,
                Shape.of(dims), net.parameterCount(), images * lines.stream().mapToLong(Line::multiplyAdds).sum(),
                lines.stream().filter(Line::isLeaf).mapToDouble(line -> kilobytes(line, images)).sum());
        out.flush();
    }

    /** @param whole whether the line stands for all layers inside, which are not shown */
    private static String row(Line line, boolean whole, List<Line> lines, long images) {
        String label = "  ".repeat(line.level() - 1) + line.path() + " " + line.layer().getClass().getSimpleName();
        Shape shape = line.output().with(0, (int) images);
        if (!whole) {
            return "%-44s %-20s".formatted(label, shape);
        }
        List<Line> inside = lines.stream()
                .filter(l -> l.isLeaf() && (l == line || l.path().startsWith(line.path() + "."))).toList();
        return String.format(Locale.ROOT, "%-44s %-20s %,14d %,16d %,12.1f", label, shape,
                line.layer().parameterCount(), images * inside.stream().mapToLong(Line::multiplyAdds).sum(),
                inside.stream().mapToDouble(l -> kilobytes(l, images)).sum());
    }

    private static double kilobytes(Line line, long images) {
        return images * line.output().numel() * Float.BYTES / 1e3;
    }
}
