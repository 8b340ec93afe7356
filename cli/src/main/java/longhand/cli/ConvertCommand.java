package longhand.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import longhand.cli.run.ModelCard;
import longhand.cli.run.SavedModel;
import longhand.io.NdArray;
import longhand.io.checks.ValueException;
import longhand.io.state.StateFiles;
import longhand.models.Models;
import longhand.nn.Layer;
import longhand.nn.onnx.OnnxExport;
import longhand.nn.training.Checkpoint;
import longhand.nn.training.CheckpointFile;
import longhand.tensor.Tensor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand convert}: parameters from one file format into another, chosen by the endings of the names. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Convert trained parameters between .safetensors, .pt, .pth, .npz and .onnx.",
        footer = {"", "A whole network as .onnx needs its model: that of the checkpoint, or --model.",
            "  longhand convert runs/lenet-1 lenet.pt", "  longhand convert lenet.pt lenet.onnx --model lenet"})
final class ConvertCommand implements Runnable {
    /** PyTorch counts batches in an int64; we have one number type. */
    private static final String COUNTER = "num_batches_tracked";

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "IN", description = "File of parameters, checkpoint, or folder of a run.")
    private Path in;

    @Parameters(index = "1", paramLabel = "OUT", description = "File to write.")
    private Path out;

    @Mixin
    private OutputOptions output;

    @Option(names = "--model", paramLabel = "NAME",
            description = "The model whose parameters these are; they must fit it.")
    private Optional<String> model = Optional.empty();

    @Option(names = "--channels", paramLabel = "N", defaultValue = "1",
            description = "Channels of its images (default ${DEFAULT-VALUE}).")
    private int channels;

    @Override
    public void run() {
        output.requireFree(out);
        Optional<CheckpointFile.Found> found = Files.isDirectory(in) || in.toString().endsWith(Checkpoint.ENDING)
                ? Optional.of(SavedModel.read(in, spec.commandLine().getErr()::println)) : Optional.empty();
        Map<String, NdArray> arrays = found.map(f -> fromTensors(f.checkpoint().weights()))
                .orElseGet(() -> StateFiles.read(in));
        Optional<ModelCard> card = found.flatMap(ModelCard::of);
        if (FileSummary.isOnnx(out)) {
            exportNetwork(arrays, card);
        } else {
            model.ifPresent(name -> network(name, arrays, channels));
            StateFiles.write(out, arrays);
        }
        PrintWriter writer = spec.commandLine().getOut();
        writer.println(FileSummary.total(out, arrays));
        writer.flush();
    }

    private static Map<String, NdArray> fromTensors(Map<String, Tensor> tensors) {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> arrays.put(name, name.endsWith(COUNTER)
                ? NdArray.of(new long[] {(long) tensor.item()}) : NdArray.of(tensor)));
        return arrays;
    }

    private void exportNetwork(Map<String, NdArray> arrays, Optional<ModelCard> card) {
        String name = model.or(() -> card.map(ModelCard::model))
                .orElseThrow(() -> new IllegalArgumentException("convert: " + in
                + " does not say which model it is of, and an ONNX file holds the whole network. Fix: add --model NAME"));
        int imageChannels = card.map(ModelCard::channels).orElse(channels);
        int side = card.map(ModelCard::side).orElse(Models.get(name).side());
        Layer net = network(name, arrays, imageChannels);
        OnnxExport.of(name, net, imageChannels, side, side).write(out);
    }

    /** The network with these parameters; the number of classes is that of the last one, as in every model we have. */
    private Layer network(String name, Map<String, NdArray> arrays, int channels) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        arrays.forEach((key, array) -> state.put(key, array.toTensor()));
        int classes = arrays.values().stream().filter(a -> a.shape().length > 0).reduce((first, second) -> second)
                .map(last -> last.shape()[0]).orElseThrow(() ->
                new IllegalArgumentException("convert: the file holds no arrays"));
        Layer net;
        try {
            net = ModelCard.network(name, channels, classes);
        } catch (ValueException e) {
            throw new IllegalArgumentException("convert: " + in + " as " + name + ": " + e.problem()
                    + ". Fix: check --model and --channels, and that the file is not damaged");
        }
        net.loadStateDict(state);
        return net;
    }
}
