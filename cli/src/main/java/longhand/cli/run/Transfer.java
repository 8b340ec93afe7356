package longhand.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import longhand.io.checks.Range;
import longhand.io.state.StateFiles;
import longhand.nn.HeadStart;
import longhand.nn.Layer;
import longhand.nn.Parameter;
import longhand.nn.StateDictException;
import longhand.nn.optim.Optimizer;
import longhand.nn.optim.Optimizers;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * What a network has from one that was trained for other classes.
 *
 * @param weights file or run whose weights it begins with; empty: none
 * @param freeze {@link HeadStart#freeze}: what stays as it is
 * @param bodyLr share of the learning rate for all but the head
 */
public record Transfer(
        String weights,
        @Range(max = 1000) List<String> freeze,
        @Range(min = 0) double bodyLr) {
    /** Nothing. */
    public static final Transfer NONE = new Transfer("", List.of(), 1);

    void freeze(Layer net, ModelCard card) {
        if (!freeze.isEmpty()) {
            HeadStart.freeze(net, card.classNames().size(), freeze);
        }
    }

    /** An optimiser for what is not frozen; all but the head has its own share of the learning rate. */
    Optimizer optimizer(RunConfig config, Layer net, ModelCard card) {
        List<Parameter> all = net.parameters().stream().filter(p -> p.tensor().requiresGrad()).toList();
        if (bodyLr == 1) {
            return create(config, all);
        }
        Set<String> names = HeadStart.head(net, card.classNames().size());
        List<Parameter> head = net.namedParameters().entrySet().stream()
                .filter(entry -> names.contains(entry.getKey())).map(Map.Entry::getValue).filter(all::contains)
                .toList();
        List<Parameter> body = all.stream().filter(p -> !head.contains(p)).toList();
        if (head.isEmpty() || body.isEmpty()) {
            return create(config, all);
        }
        Optimizer optimizer = create(config, head);
        optimizer.addGroup(body, bodyLr, config.weightDecay());
        return optimizer;
    }

    private static Optimizer create(RunConfig config, List<Parameter> parameters) {
        return Optimizers.create(config.optimizer(), parameters, config.lr(), config.momentum(), config.weightDecay());
    }

    /** Copies the weights; done once, at the start of a run. */
    void load(Layer net, ModelCard card, Consumer<String> messages) {
        if (weights.isEmpty()) {
            return;
        }
        try {
            Set<String> anew = HeadStart.load(net, card.classNames().size(), read(Path.of(weights), messages));
            messages.accept("weights: from " + weights + (anew.isEmpty() ? "" : "; the head starts anew: "
                    + String.join(", ", anew)));
        } catch (StateDictException e) {
            throw new RunException(weights + ": the weights do not fit " + card.model() + " with " + card.channels()
                    + " channels: " + e.getMessage());
        }
    }

    private static Map<String, Tensor> read(Path path, Consumer<String> messages) {
        if (Files.isDirectory(path)) {
            return SavedModel.read(path, messages).checkpoint().weights();
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        StateFiles.read(path).forEach((name, array) ->
                tensors.put(name, Tensor.of(array.toFloats(), Shape.of(array.shape()))));
        return tensors;
    }
}
