package longhand.benchmarks.operations;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A newer PyTorch than the system's, through bytedeco, on the networks of {@code peers/models.py}, which writes them as
 * TorchScript; in the better of the two memory layouts. Lines and arguments as {@link ModelTimes}.
 */
public final class NewerTorchTimes {
    private static final long CLASSES = 10;

    private NewerTorchTimes() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        TimingArguments arguments = TimingArguments.of(args);
        torch.set_num_threads(arguments.threads());
        double seconds = arguments.seconds();
        Path folder = Files.createTempDirectory("longhand");
        try {
            Process scripts = new ProcessBuilder("/usr/bin/python3", "peers/models.py", "--scripts", folder.toString())
                    .inheritIO().start();
            if (scripts.waitFor() != 0) {
                throw new IOException("peers/models.py failed with status " + scripts.exitValue());
            }
            ModelTimes.cases(arguments.pattern()).forEach(c -> c.print(
                    Math.min(time(c, folder, torch.MemoryFormat.Contiguous, seconds),
                            time(c, folder, torch.MemoryFormat.ChannelsLast, seconds))));
        } finally {
            delete(folder);
        }
    }

    private static double time(ModelTimes.Case c, Path folder, torch.MemoryFormat layout, double seconds) {
        try (PointerScope _ = new PointerScope()) {
            boolean last = layout == torch.MemoryFormat.ChannelsLast;
            JitModule net = torch.load(folder.resolve(c.model() + (last ? "-last" : "") + ".pt").toString());
            long[] sizes = Arrays.stream(c.sizes()).asLongStream().toArray();
            Tensor images = torch.rand(sizes).contiguous(layout);
            Runnable step = c.training() ? training(net, images) : inference(net, images);
            ModelTimes.time(step, seconds);
            return ModelTimes.time(step, seconds);
        }
    }

    private static Runnable inference(JitModule net, Tensor images) {
        net.eval();
        return () -> {
            try (PointerScope _ = new PointerScope(); AutoGradMode _ = new AutoGradMode(false)) {
                net.forward(new IValueVector(new IValue(images)));
            }
        };
    }

    private static Runnable training(JitModule net, Tensor images) {
        net.train();
        Tensor labels = torch.randint(CLASSES, new long[] {images.size(0)}).to(torch.ScalarType.Long);
        TensorVector parameters = new TensorVector();
        var end = net.parameters().end();
        for (var each = net.parameters().begin(); each.notEquals(end); each.increment()) {
            parameters.push_back(each.multiply()); // C++'s operator *
        }
        SGD optimizer = new SGD(parameters, new SGDOptions(0.03));
        return () -> {
            try (PointerScope _ = new PointerScope()) {
                optimizer.zero_grad();
                Tensor scores = net.forward(new IValueVector(new IValue(images))).toTensor();
                torch.cross_entropy_loss(scores, labels).backward();
                optimizer.step();
            }
        };
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
