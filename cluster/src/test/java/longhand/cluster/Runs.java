package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import longhand.cli.InProcess;

/** Short runs on few images, with and without workers. */
final class Runs {
    /** Options of a run by what is special about it; each has a short last batch. */
    static final List<String> LENET_SGD = List.of("lenet", "--optimizer", "sgd", "--momentum", "0.9", "--lr", "0.05",
            "--limit-train", "90", "--batch-size", "32", "--epochs", "2");
    static final List<String> LENET_ADAM = List.of("lenet", "--optimizer", "adam", "--limit-train", "90",
            "--batch-size", "32", "--schedule", "constant", "--epochs", "2");
    static final List<String> NIN_DROPOUT = List.of("nin", "--resize", "67", "--limit-train", "20", "--batch-size",
            "16", "--epochs", "1");
    static final List<String> RESNET_NORM = List.of("resnet18", "--resize", "33", "--limit-train", "44", "--batch-size",
            "16", "--epochs", "1");

    private final Path folder;

    Runs(Path folder) {
        this.folder = folder;
    }

    /** The final weights of {@code longhand train --shards 8}. */
    byte[] here(List<String> model) throws IOException {
        return train(folder.resolve("here"), List.of("train"), model, List.of("--shards", "8"));
    }

    /** The final weights of {@code longhand cluster train} with other options. */
    byte[] cluster(List<String> model, Object... options) throws IOException {
        return train(folder.resolve("cluster"), List.of("cluster", "train"), model, List.of(options));
    }

    private static byte[] train(Path out, List<String> command, List<String> model, List<?> options)
            throws IOException {
        List<Object> args = new ArrayList<>(command);
        args.addAll(model);
        args.addAll(List.of("--dataset", "synthetic", "--limit-test", "20", "--seed", "7", "--out", out));
        args.addAll(options);
        if (command.size() > 1) {
            args.addAll(List.of("--wait", 300)); // other programs may need the processors
        }
        InProcess run = InProcess.run(args.toArray());
        assertEquals(0, run.status(), run.out() + run.err());
        byte[] weights = Files.readAllBytes(out.resolve("weights.safetensors"));
        Files.move(out, Files.createTempDirectory(out.getParent(), "done").resolve("run"));
        return weights;
    }
}
