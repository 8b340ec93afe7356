package longhand.io;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.names.Given;

/**
 * PyTorch's files of parameters: a state dict saved with {@code torch.save(model.state_dict(), "model.pt")}.
 *
 * <p>Such a file (.pt or .pth, from PyTorch 1.6 on) is a zip file with a pickle that describes the dictionary ({@code
 * data.pkl}) and the numbers of each tensor ({@code data/0}, {@code data/1}, …). Reading executes nothing: see {@link
 * PickleReader}. What we write loads with {@code torch.load}, also with {@code weights_only=True}.
 */
public final class TorchFile {
    /** Where a checkpoint keeps the state dict, if it is not the state dict itself. */
    private static final List<String> NESTED = List.of("state_dict", "model_state_dict", "model");

    private TorchFile() {
    }

    /**
     * Reads the tensors of a state dict, in its order. Of a dictionary that is none, but has one under the key {@code
     * state_dict}, {@code model_state_dict} or {@code model}, reads that.
     *
     * @throws FileFormatException if the file is damaged, of the old format, or holds anything but a state dict
     */
    public static Map<String, NdArray> read(Path file) {
        try (TorchArchive archive = new TorchArchive(Given.required(file, "read", "the file", "pass its path"))) {
            Map<?, ?> dict = stateDict(file, archive.root());
            Map<String, NdArray> tensors = new LinkedHashMap<>();
            dict.forEach((name, tensor) -> tensors.put((String) name, archive.load((TorchArchive.TensorRef) tensor)));
            return tensors;
        }
    }

    /**
     * Writes a state dict, in the map's order.
     *
     * @throws FileFormatException if a name is no text of Unicode
     */
    public static void write(Path file, Map<String, NdArray> tensors) {
        WritableNames.requireArrays(file, "tensor", tensors);
        TorchWriter.write(file, tensors);
    }

    private static Map<?, ?> stateDict(Path file, Object root) {
        if (!(root instanceof Map<?, ?> dict)) {
            throw new FileFormatException(file, "holds no dictionary of tensors. Save model.state_dict() in PyTorch");
        }
        if (isStateDict(dict)) {
            return dict;
        }
        for (String key : NESTED) {
            if (dict.get(key) instanceof Map<?, ?> inner && isStateDict(inner)) {
                return inner;
            }
        }
        throw new FileFormatException(file, "is a dictionary with the keys " + abbreviate(dict.keySet().toString())
                + " but neither it nor what it has under " + NESTED + " is a dictionary of tensors only");
    }

    private static boolean isStateDict(Map<?, ?> dict) {
        return dict.entrySet().stream()
                .allMatch(e -> e.getKey() instanceof String && e.getValue() instanceof TorchArchive.TensorRef);
    }

    private static String abbreviate(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "…" : text;
    }
}
