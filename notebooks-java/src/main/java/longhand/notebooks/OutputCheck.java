package longhand.notebooks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageIO;

/**
 * Compares stored outputs with fresh ones, character by character. Only two things are not literal: pictures are
 * compared pixel by pixel (two encoders may write the same picture differently), and types that an output's own
 * metadata declares machine-dependent are left out, in both and only if both declare them.
 */
final class OutputCheck {
    private static final String HOW_TO_STORE = "\n(if the new output is right: longhand notebook update)";

    private OutputCheck() {
    }

    /** The first difference in words, or empty if there is none. */
    static Optional<String> difference(ArrayNode stored, ArrayNode fresh) {
        if (stored.isEmpty() && !fresh.isEmpty()) {
            return Optional.of("has no stored output, but gives: " + summary(fresh.get(0)) + HOW_TO_STORE);
        }
        for (int i = 0; i < Math.min(stored.size(), fresh.size()); i++) {
            Optional<String> difference = difference(stored.get(i), fresh.get(i));
            if (difference.isPresent()) {
                return difference.map(d -> d + HOW_TO_STORE);
            }
        }
        if (stored.size() != fresh.size()) {
            return Optional.of("stores %d outputs, but gives %d".formatted(stored.size(), fresh.size()) + HOW_TO_STORE);
        }
        return Optional.empty();
    }

    private static Optional<String> difference(JsonNode stored, JsonNode fresh) {
        for (String key : List.of("output_type", "name", "ename")) {
            if (!stored.path(key).equals(fresh.path(key))) {
                return Optional.of("stored %s, but gives %s".formatted(summary(stored), summary(fresh)));
            }
        }
        return switch (stored.path("output_type").asText()) {
            case "stream" -> textDifference(stored.path("name").asText(), stored.path("text"), fresh.path("text"));
            case "error" -> textDifference("error", joined(stored.path("traceback")), joined(fresh.path("traceback")));
            default -> dataDifference(stored, fresh);
        };
    }

    private static Optional<String> dataDifference(JsonNode stored, JsonNode fresh) {
        if (!machineDependent(stored).equals(machineDependent(fresh))) {
            return Optional.of("stored and fresh output differ in what they call machine-dependent");
        }
        Set<String> types = types(stored);
        Set<String> freshTypes = types(fresh);
        if (!types.equals(freshTypes)) {
            return Optional.of("stored the forms %s, but gives %s".formatted(types, freshTypes));
        }
        types.removeAll(machineDependent(stored));
        return types.stream()
                .map(type -> typeDifference(type, stored.path("data").path(type), fresh.path("data").path(type)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The plain text first: its difference is the easiest to read. */
    private static Set<String> types(JsonNode output) {
        Set<String> types = new TreeSet<>(Comparator.reverseOrder());
        output.path("data").fieldNames().forEachRemaining(types::add);
        return types;
    }

    private static Optional<String> typeDifference(String type, JsonNode stored, JsonNode fresh) {
        return type.equals(MimeBundle.PNG)
                ? pictureDifference(NotebookJson.text(stored), NotebookJson.text(fresh))
                : textDifference(type, stored, fresh);
    }

    private static Optional<String> textDifference(String what, JsonNode stored, JsonNode fresh) {
        return textDifference(what, NotebookJson.text(stored), NotebookJson.text(fresh));
    }

    private static Optional<String> textDifference(String what, String stored, String fresh) {
        if (stored.equals(fresh)) {
            return Optional.empty();
        }
        List<String> old = stored.lines().toList();
        List<String> now = fresh.lines().toList();
        int line = 0;
        while (line < Math.min(old.size(), now.size()) && old.get(line).equals(now.get(line))) {
            line++;
        }
        return Optional.of("%s differs in line %d\n  stored: %s\n  gives:  %s".formatted(what, line + 1,
                line < old.size() ? shortened(old.get(line)) : "(nothing)",
                line < now.size() ? shortened(now.get(line)) : "(nothing)"));
    }

    private static String shortened(String line) {
        return line.length() > 300 ? line.substring(0, 300) + " … (" + line.length() + " characters)" : line;
    }

    private static Optional<String> pictureDifference(String stored, String fresh) {
        if (stored.equals(fresh)) {
            return Optional.empty();
        }
        Optional<BufferedImage> old = decode(stored);
        Optional<BufferedImage> now = decode(fresh);
        if (old.isEmpty() || now.isEmpty()) {
            return Optional.of("the " + (old.isEmpty() ? "stored" : "fresh") + " picture is not a readable PNG");
        }
        return pixelDifference(old.get(), now.get());
    }

    private static Optional<String> pixelDifference(BufferedImage old, BufferedImage now) {
        if (old.getWidth() != now.getWidth() || old.getHeight() != now.getHeight()) {
            return Optional.of("picture differs: stored %d × %d pixels, gives %d × %d"
                    .formatted(old.getWidth(), old.getHeight(), now.getWidth(), now.getHeight()));
        }
        for (int y = 0; y < old.getHeight(); y++) {
            for (int x = 0; x < old.getWidth(); x++) {
                if (old.getRGB(x, y) != now.getRGB(x, y)) {
                    return Optional.of("picture differs at column %d, row %d: stored %08x, gives %08x"
                            .formatted(x, y, old.getRGB(x, y), now.getRGB(x, y)));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<BufferedImage> decode(String base64) {
        try {
            return Optional.ofNullable(ImageIO.read(new ByteArrayInputStream(Base64.getMimeDecoder().decode(base64))));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Set<String> machineDependent(JsonNode output) {
        Set<String> types = new HashSet<>();
        output.path("metadata").path("longhand").path(StoredOutputs.MACHINE_DEPENDENT)
                .forEach(t -> types.add(t.asText()));
        return types;
    }

    private static String joined(JsonNode lines) {
        List<String> texts = new ArrayList<>();
        lines.forEach(line -> texts.add(line.asText()));
        return String.join("\n", texts);
    }

    private static String summary(JsonNode output) {
        String text = switch (output.path("output_type").asText()) {
            case "stream" -> NotebookJson.text(output.path("text"));
            case "error" -> joined(output.path("traceback"));
            default -> NotebookJson.text(output.path("data").path(MimeBundle.TEXT));
        };
        return "%s \"%s\"".formatted(output.path("output_type").asText(),
                shortened(text.lines().findFirst().orElse("")));
    }
}
