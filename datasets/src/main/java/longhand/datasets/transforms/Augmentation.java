package longhand.datasets.transforms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
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
     * @throws DatasetException if a name or strength cannot be used
     */
    public static List<Transform> parse(String text, int side) {
        List<Transform> transforms = new ArrayList<>();
        for (String word : text.isBlank() || text.strip().equals(NONE) ? new String[0] : text.split(",")) {
            if (word.strip().equals(NONE)) {
                throw new DatasetException("augment: none beside others in '" + text + "'. Rule: none stands alone. "
                        + "Fix: leave it out, or all the others");
            }
            String[] parts = word.strip().split("=", 2);
            Kind kind = KINDS.get(parts[0]);
            if (kind == null) {
                throw new DatasetException("augment: there is no '" + parts[0] + "'. Fix: choose none or some of "
                        + NAMES + "." + NearestName.question(parts[0], KINDS.keySet()));
            }
            try {
                transforms.add(kind.make().apply(parts.length == 1 ? kind.usual() : Double.parseDouble(parts[1]),
                        side));
            } catch (NumberFormatException e) {
                throw new DatasetException("augment: '" + parts[1] + "' is no number. Fix: write " + parts[0] + "="
                        + kind.usual(), e);
            } catch (IllegalArgumentException e) {
                throw new DatasetException("augment " + word + ": " + e.getMessage() + ". Fix: write " + parts[0] + "="
                        + kind.usual(), e);
            }
        }
        return List.copyOf(transforms);
    }
}
