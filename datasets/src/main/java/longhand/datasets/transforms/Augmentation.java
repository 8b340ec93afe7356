package longhand.datasets.transforms;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;
import longhand.data.DatasetException;
import longhand.names.NearestName;

/** Random transforms of training images by name, with a strength that may be left out: {@code crop,flip,rotate=15}. */
public final class Augmentation {
    /** What each name means, for people. */
    public static final String NAMES =
            "flip and vflip (mirrored, =probability), crop (a part of at least =share of the area), pad (shifted by up to "
            + "=pixels), rotate (=degrees), jitter (colours, =strength), erase (a rectangle, =probability)";

    private static final String NONE = "none";

    private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

    /** @param make from the strength and the side of the images that the network sees */
    private record Kind(double usual, BiFunction<Double, Integer, Transform> make) {}

    static {
        KINDS.put("flip", new Kind(0.5, (p, _) -> new RandomHorizontalFlip(p)));
        KINDS.put("vflip", new Kind(0.5, (p, _) -> new RandomVerticalFlip(p)));
        KINDS.put("crop", new Kind(0.5, (share, side) -> new RandomResizedCrop(side, share)));
        KINDS.put("pad", new Kind(4, (pixels, _) -> shift(pixels)));
        KINDS.put("rotate", new Kind(15, (degrees, _) -> new RandomRotation(degrees)));
        KINDS.put("jitter", new Kind(0.3, (s, _) -> new ColorJitter(s, s, s, Math.min(s / 4, 0.5))));
        KINDS.put("erase", new Kind(0.25, (p, _) -> new RandomErasing(p)));
    }

    private Augmentation() {}

    /** Moves the image by up to so many pixels, black where there is none: a crop of the size it has, from a border. */
    private static PixelTransform shift(double pixels) {
        RandomRange.requireBetween("pad", "border", pixels, 0, 1000);
        if (pixels != Math.rint(pixels)) {
            throw new IllegalArgumentException("pad: border " + pixels + " is no whole number of pixels");
        }
        return input -> new RandomCrop(input.height(), input.width(), (int) pixels).prepare(input);
    }

    /**
     * The transforms, in the order they are named; {@code erase} comes last wherever it stands.
     *
     * @param text names with commas between them; empty or {@code none}: no transforms
     * @param side height and width that the images have in the end
     * @throws DatasetException if a name or strength cannot be used, or a name is there twice
     */
    public static List<Transform> parse(String text, int side) {
        return words(text).stream().map(word -> transform(word, side)).toList();
    }

    private static Transform transform(String word, int side) {
        String name = name(word);
        Kind kind = KINDS.get(name);
        if (kind == null) {
            throw new DatasetException("augment: there is no '" + name + "'. Fix: choose none or some of "
                    + NAMES + "." + NearestName.question(name, KINDS.keySet()));
        }
        return make(word, kind.usual(), strength -> kind.make().apply(strength, side));
    }

    /**
     * The words of a text, each with its strength if it has one: none of {@code none}.
     *
     * @throws DatasetException if {@code none} stands beside others, or a name is there twice
     */
    public static List<String> words(String text) {
        if (text.isBlank() || text.strip().equals(NONE)) {
            return List.of();
        }
        List<String> words = Stream.of(text.split(",")).map(String::strip).toList();
        Set<String> names = new HashSet<>();
        for (String word : words) {
            if (word.equals(NONE)) {
                throw new DatasetException("augment: none beside others in '" + text + "'. Rule: none stands alone. "
                        + "Fix: leave it out, or all the others");
            }
            if (!names.add(name(word))) {
                throw new DatasetException("augment: " + name(word) + " twice in '" + text
                        + "'. Rule: each word at most once. Fix: leave out one " + name(word));
            }
        }
        return words;
    }

    /** What a word names, without the strength. */
    public static String name(String word) {
        return word.split("=", 2)[0].strip();
    }

    /**
     * What a word names, with its strength.
     *
     * @param usual the strength if the word has none
     * @throws DatasetException if the strength is no number, or {@code make} refuses it
     */
    public static <T> T make(String word, double usual, DoubleFunction<T> make) {
        String fix = ". Fix: write " + name(word) + "=" + usual;
        String[] parts = word.split("=", 2);
        try {
            return make.apply(parts.length == 1 ? usual : Double.parseDouble(parts[1]));
        } catch (NumberFormatException e) {
            throw new DatasetException("augment: '" + parts[1] + "' is no number" + fix, e);
        } catch (IllegalArgumentException e) {
            throw new DatasetException("augment " + word + ": " + e.getMessage().split("\\. Fix: ", 2)[0] + fix, e);
        }
    }
}
