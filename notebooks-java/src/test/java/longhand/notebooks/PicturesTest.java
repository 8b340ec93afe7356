package longhand.notebooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PicturesTest {
    @Test
    void coloursAreRedGreenBlueAndCutOffAtTheirLimits() {
        Tensor image = Tensor.of(new float[][][] {{{1, 0.2f}}, {{-3, 0.4f}}, {{0, 7}}});
        BufferedImage picture = Pictures.colour(image, 2);

        assertEquals("4×2", picture.getWidth() + "×" + picture.getHeight());
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 2; x++) {
                assertEquals(0xffff0000, picture.getRGB(x, y));
                assertEquals(0xff3366ff, picture.getRGB(2 + x, y));
            }
        }
    }
}
