package longhand.datasets.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import longhand.data.DatasetException;
import longhand.data.ImageShape;
import org.junit.jupiter.api.Test;

/** What the words of {@code --augment} stand for. */
class AugmentationTest {
    private static final int SIDE = 28;

    private static final Map<String, Transform> MEANINGS = Map.ofEntries(
            Map.entry("flip", new RandomHorizontalFlip(0.5)), Map.entry("flip=0.1", new RandomHorizontalFlip(0.1)),
            Map.entry("vflip", new RandomVerticalFlip(0.5)), Map.entry("vflip=1", new RandomVerticalFlip(1)),
            Map.entry("crop", new RandomResizedCrop(SIDE, 0.5)),
            Map.entry("crop=0.08", new RandomResizedCrop(SIDE, 0.08)),
            Map.entry("rotate", new RandomRotation(15)), Map.entry("rotate=3.5", new RandomRotation(3.5)),
            Map.entry("jitter", new ColorJitter(0.3, 0.3, 0.3, 0.075)),
            Map.entry("jitter=0.4", new ColorJitter(0.4, 0.4, 0.4, 0.1)),
            Map.entry("jitter=4", new ColorJitter(4, 4, 4, 0.5)),
            Map.entry("erase", new RandomErasing(0.25)), Map.entry("erase=0.9", new RandomErasing(0.9)));

    @Test
    void aWordIsATransformWithItsUsualStrengthOrAnother() {
        MEANINGS.forEach((word, transform) ->
                assertEquals(List.of(transform), Augmentation.parse(word, SIDE), word));
        assertEquals(List.of(), Augmentation.parse("none", SIDE));
        assertEquals(List.of(), Augmentation.parse(" ", SIDE));
        assertEquals(List.of(new RandomVerticalFlip(0.5), new RandomRotation(2), new RandomHorizontalFlip(0.5)),
                Augmentation.parse("vflip, rotate=2 ,flip", SIDE), "in the order of the words");
    }

    /** By up to so many pixels in both directions, whatever the shape of the image is. */
    @Test
    void padShiftsTheImageAsItIs() {
        for (int most : new int[] {0, 1, 4}) {
            String word = most == 4 ? "pad" : "pad=" + most;
            ImageShape shape = new ImageShape(1, 11, 17);
            PixelTransform.Step step = ((PixelTransform) Augmentation.parse(word, SIDE).getFirst()).prepare(shape);
            assertEquals(shape, step.outputShape());
            byte[] in = new byte[shape.numel()];
            in[5 * 17 + 8] = 1;
            Set<Integer> places = new HashSet<>();
            SplittableRandom random = new SplittableRandom(most);
            for (int i = 0; i < 2000; i++) {
                byte[] out = new byte[shape.numel()];
                step.apply(in, out, random);
                for (int k = 0; k < out.length; k++) {
                    if (out[k] != 0) {
                        places.add(k);
                    }
                }
            }
            int way = 2 * most + 1;
            assertEquals(way * way, places.size(), word);
            assertTrue(places.contains((5 - most) * 17 + 8 - most) && places.contains((5 + most) * 17 + 8 + most));
        }
    }

    @Test
    void whatCannotBeUsedSaysWhichWord() {
        for (String word : List.of("flipp", "flip=x", "flip=2", "rotate=-1", "pad=-1", "pad=3.7", "none", "crop=0", "erase=NaN", "=1",
                "vflip", "vflip=0.1")) {
            String message = assertThrows(DatasetException.class, () -> Augmentation.parse("vflip," + word, SIDE))
                    .getMessage();
            assertTrue(message.startsWith("augment") && message.contains("Fix: "), message);
            assertTrue(message.contains(word.split("=")[0]), message);
            assertEquals(1, message.split("Fix: ", -1).length - 1, message);
        }
    }
}
