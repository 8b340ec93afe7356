package longhand.nn.training;

import static longhand.tensor.Internals.values;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;
import java.util.stream.Stream;
import longhand.io.FileFormatException;
import longhand.io.NdArray;
import longhand.io.SafeTensors;
import longhand.io.checks.StrictJson;
import longhand.io.disk.AtomicFile;
import longhand.names.Given;
import longhand.nn.Layer;
import longhand.nn.optim.Optimizer;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/**
 * The numbers of a network at one moment, and, if training is to go on from there, those of the optimiser and the state
 * of training.
 *
 * <p>A checkpoint is one safetensors file: the network's parameters and buffers under their own names, so that any
 * program that reads safetensors finds them; the optimiser's numbers under {@code optimizer/…}; the state and the texts
 * in the file's metadata. It is written beside the old one and then takes its name: a process killed at any moment
 * leaves a complete one.
 *
 * @param weights parameters and buffers by name
 * @param optimizer what the optimiser remembers, by name; empty if training is not to go on
 * @param state where training stands; empty if it is not to go on
 * @param about texts about the run: which model, which images
 */
public record Checkpoint(Map<String, Tensor> weights, Map<String, Tensor> optimizer, Optional<TrainingState> state,
        Map<String, String> about) {
    /** The ending of the file name. */
    public static final String ENDING = ".safetensors";
    /** What helps if a text of a checkpoint is not as it was written, as it follows "Fix: ". */
    public static final String FIX = "use another checkpoint, or start the run again";

    private static final String OPTIMIZER = "optimizer/";
    /** How the names of our own texts begin. */
    private static final String OURS = "longhand.";
    private static final String STATE = OURS + "state";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Without null. */
    public Checkpoint {
        Given.required(weights, "checkpoint", "the map of weights", "pass net.stateDict()");
        Given.required(optimizer, "checkpoint", "the map of the optimizer's numbers", "pass Map.of() if there is none");
        Given.required(state, "checkpoint", "the state", "pass Optional.empty() if there is none");
        Given.required(about, "checkpoint", "the map of texts", "pass Map.of() if there are none");
    }

    /** The network's numbers as they are now, shared, not copied: write them before training goes on. */
    public static Checkpoint of(Layer net, Map<String, String> about) {
        Given.required(net, "checkpoint", "the network", "pass a layer");
        return new Checkpoint(net.stateDict(), Map.of(), Optional.empty(), about);
    }

    /** The numbers of network and optimiser as they are now, shared, not copied: write them before training goes on. */
    static Checkpoint of(Layer net, Optimizer optimizer, TrainingState state, Map<String, String> about) {
        return new Checkpoint(net.stateDict(), optimizer.stateDict(), Optional.of(state), about);
    }

    /** Whether all numbers of all tensors are as they should be. */
    static boolean areAll(Stream<Tensor> tensors, DoublePredicate sound) {
        return tensors.allMatch(tensor -> {
            for (float number : values(tensor)) {
                if (!sound.test(number)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The texts themselves, if a checkpoint can keep them beside its own. */
    static Map<String, String> requireAbout(Map<String, String> about) {
        Given.required(about, "training", "the map of texts", "pass Map.of() if there are none");
        about.forEach((name, text) -> {
            Given.required(name, "training", "the name of a text", "name it");
            Given.required(text, "training", "the text '" + name + "'", "leave its name out");
        });
        if (about.containsKey(STATE)) {
            throw new IllegalArgumentException("checkpoint: a text is named '" + STATE + "'. Rule: where training stands "
                    + "is kept under this name. Fix: choose another name.");
        }
        return about;
    }

    /** Whether there is a checkpoint in this file with the same numbers, state of training and texts. */
    boolean isIn(Path file) {
        try {
            Checkpoint other = read(file);
            return other.about.equals(about)
                    && other.state.map(Checkpoint::toJson).equals(state.map(Checkpoint::toJson))
                    && areEqual(other.weights, weights) && areEqual(other.optimizer, optimizer);
        } catch (FileFormatException | UncheckedIOException e) {
            return false; // none, or a damaged one
        }
    }

    private static boolean areEqual(Map<String, Tensor> some, Map<String, Tensor> others) {
        return some.keySet().equals(others.keySet()) && some.entrySet().stream().allMatch(entry -> {
            Tensor other = others.get(entry.getKey());
            return other.shape().equals(entry.getValue().shape())
                    && Arrays.equals(values(other), values(entry.getValue()));
        });
    }

    /** Writes the file, completely or not at all. */
    public void write(Path file) {
        AtomicFile.write(file, content());
    }

    /** The bytes of the file. */
    AtomicFile.Content content() {
        Map<String, NdArray> arrays = new LinkedHashMap<>();
        requireAbout(about);
        weights.forEach((name, tensor) -> {
            if (name.startsWith(OPTIMIZER)) {
                throw new IllegalArgumentException("checkpoint: a parameter is named '" + name + "'. Rule: names that "
                        + "begin with " + OPTIMIZER + " are those of the optimizer's numbers. Fix: rename the layer.");
            }
            arrays.put(name, NdArray.of(tensor));
        });
        optimizer.forEach((name, tensor) -> arrays.put(OPTIMIZER + name, NdArray.of(tensor)));
        Map<String, String> texts = new LinkedHashMap<>(about);
        state.ifPresent(s -> texts.put(STATE, toJson(s)));
        return out -> SafeTensors.write(out, arrays, texts);
    }

    private static String toJson(TrainingState state) {
        try {
            return JSON.writeValueAsString(state);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a record of numbers can always be written
        }
    }

    /** As {@link #read(Path, Consumer)}, telling nobody. */
    public static Checkpoint read(Path file) {
        return read(file, _ -> { });
    }

    /**
     * Reads a checkpoint, or any safetensors file as one without state.
     *
     * @param messages is told if it is a checkpoint of an older version, which has no checksum
     * @throws FileFormatException if the file is damaged
     */
    public static Checkpoint read(Path file, Consumer<String> messages) {
        Given.required(messages, "Checkpoint.read", "who is told of problems", "pass System.err::println");
        Map<String, Tensor> weights = new LinkedHashMap<>();
        Map<String, Tensor> optimizer = new LinkedHashMap<>();
        SafeTensors.Contents read = SafeTensors.readAll(
                Given.required(file, "Checkpoint.read", "the file", "pass its path"));
        read.tensors().forEach((name, array) -> {
            Tensor tensor = Tensor.of(array.toFloats(), Shape.of(array.shape()));
            if (name.startsWith(OPTIMIZER)) {
                optimizer.put(name.substring(OPTIMIZER.length()), tensor);
            } else {
                weights.put(name, tensor);
            }
        });
        Map<String, String> texts = new LinkedHashMap<>(read.metadata());
        if (!read.checked() && texts.keySet().stream().anyMatch(key -> key.startsWith(OURS))) {
            messages.accept(file + " has no checksum, for an older version wrote it: damage would go unnoticed");
        }
        Optional<String> state = Optional.ofNullable(texts.remove(STATE));
        return new Checkpoint(weights, optimizer, state.map(json -> fromJson(file, json)), texts);
    }

    private static TrainingState fromJson(Path file, String json) {
        return StrictJson.read(file, STATE, json, TrainingState.class, FIX, _ -> { });
    }
}
