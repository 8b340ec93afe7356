package longhand.backend.cpu;

import static longhand.backend.cpu.Conv2dAlgorithm.DEPTHWISE;
import static longhand.backend.cpu.Conv2dAlgorithm.IM2COL;
import static longhand.backend.cpu.Conv2dAlgorithm.IMAGES_LAST;
import static longhand.backend.cpu.Conv2dAlgorithm.SHIFTED_IMAGES;
import static longhand.backend.cpu.Conv2dAlgorithm.WINOGRAD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.backend.Epilogue;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;

/** The table of algorithms on the layers of the notes, and at both sides of each of its limits. */
class Conv2dTableTest {

    private static Conv2dShape shape(int in, int size, int out, Window2d window) {
        return Conv2dShape.of(1, in, Size2d.square(size), out, 1, window);
    }

    private static void assertChoice(Conv2dAlgorithm forward, Conv2dAlgorithm inputGradient, boolean rotated,
            Conv2dAlgorithm weightGradient, Conv2dShape s) {
        Conv2dChoices choices = CpuBackend.algorithms(s);
        assertEquals(forward, choices.forward().algorithm(), choices.toString());
        assertEquals(inputGradient, choices.inputGradient().algorithm(), choices.toString());
        assertEquals(rotated, choices.inputGradient().rotatedKernel(), choices.toString());
        assertEquals(weightGradient, choices.weightGradient().algorithm(), choices.toString());
        assertFalse(choices.forward().rotatedKernel());
        assertTrue(choices.forward().toString().startsWith(forward + ": "));
    }

    @Test
    void layersOfTheNotes() {
        assertChoice(SHIFTED_IMAGES, SHIFTED_IMAGES, false, SHIFTED_IMAGES,
                shape(1, 224, 96, Window2d.square(11).stride(4))); // AlexNet's and NiN's first
        assertChoice(IM2COL, IM2COL, true, IM2COL, shape(96, 54, 96, Window2d.square(1)));
        assertChoice(WINOGRAD, WINOGRAD, true, WINOGRAD, shape(96, 26, 256, Window2d.square(5).padding(2)));
        assertChoice(SHIFTED_IMAGES, SHIFTED_IMAGES, true, SHIFTED_IMAGES,
                shape(1, 28, 6, Window2d.square(5).padding(2))); // LeNet's first
    }

    @Test
    void limits() {
        Window2d three = Window2d.square(3).padding(1);
        assertEquals(WINOGRAD, CpuBackend.algorithms(shape(32, 7, 32, three)).forward().algorithm());
        assertEquals(SHIFTED_IMAGES, CpuBackend.algorithms(shape(31, 16, 32, three)).weightGradient().algorithm());
        assertEquals(WINOGRAD, CpuBackend.algorithms(shape(16, 16, 32, three)).forward().algorithm());
        assertEquals(SHIFTED_IMAGES, CpuBackend.algorithms(shape(16, 16, 32, three)).inputGradient().algorithm());
        assertEquals(SHIFTED_IMAGES, CpuBackend.algorithms(shape(15, 16, 40, three)).forward().algorithm());
        assertEquals(WINOGRAD, CpuBackend.algorithms(shape(22, 16, 24, three)).forward().algorithm());
        assertEquals(SHIFTED_IMAGES, CpuBackend.algorithms(shape(21, 16, 24, three)).forward().algorithm());
        assertEquals(SHIFTED_IMAGES, CpuBackend.algorithms(shape(32, 16, 23, three)).forward().algorithm());
        Window2d five = Window2d.square(5).padding(2);
        assertChoice(WINOGRAD, WINOGRAD, true, WINOGRAD, shape(16, 16, 32, five));
        assertChoice(SHIFTED_IMAGES, SHIFTED_IMAGES, true, SHIFTED_IMAGES, shape(16, 16, 31, five));
        assertChoice(SHIFTED_IMAGES, SHIFTED_IMAGES, true, SHIFTED_IMAGES, shape(15, 16, 40, five));
        assertEquals(IM2COL, CpuBackend.algorithms(shape(32, 6, 32, three)).forward().algorithm());
        assertEquals(WINOGRAD, CpuBackend.algorithms(shape(32, 16, 32, three)).weightGradient().algorithm());
        assertEquals(SHIFTED_IMAGES, CpuBackend.algorithms(shape(32, 15, 32, three)).weightGradient().algorithm());
        assertEquals(IM2COL, CpuBackend.algorithms(shape(200, 9, 223, three)).forward().algorithm());
        assertEquals(WINOGRAD, CpuBackend.algorithms(shape(200, 9, 223, three)).inputGradient().algorithm());
        assertEquals(WINOGRAD, CpuBackend.algorithms(shape(200, 9, 222, three)).forward().algorithm());
        assertEquals(WINOGRAD, CpuBackend.algorithms(shape(200, 10, 223, three)).forward().algorithm());
        assertEquals(WINOGRAD, CpuBackend.algorithms(batch(200, 9, 223, three)).forward().algorithm());
        Window2d two = Window2d.square(2);
        assertEquals(SHIFTED_IMAGES, CpuBackend.algorithms(shape(500, 13, 17, two)).forward().algorithm());
        assertEquals(IM2COL, CpuBackend.algorithms(shape(500, 12, 17, two)).forward().algorithm());
        assertEquals(IM2COL, CpuBackend.algorithms(shape(501, 13, 17, two)).forward().algorithm());
        assertEquals(SHIFTED_IMAGES, CpuBackend.algorithms(shape(501, 13, 16, two)).forward().algorithm());
        assertEquals(SHIFTED_IMAGES, CpuBackend.algorithms(shape(125, 9, 17, two)).weightGradient().algorithm());
        assertEquals(IM2COL, CpuBackend.algorithms(shape(126, 9, 17, two)).weightGradient().algorithm());
        assertFalse(CpuBackend.algorithms(shape(9, 9, 9, Window2d.square(1).padding(1))).inputGradient()
                .rotatedKernel());
    }

    @Test
    void eachChannelByItself() {
        Window2d three = Window2d.square(3).padding(1);
        assertChoice(DEPTHWISE, DEPTHWISE, false, DEPTHWISE, groups(64, three));
        assertChoice(DEPTHWISE, DEPTHWISE, false, DEPTHWISE, groups(64, three.stride(2)));
        assertEquals(SHIFTED_IMAGES, CpuBackend.algorithms(groups(64, three.padding(3))).inputGradient().algorithm());
        assertChoice(SHIFTED_IMAGES, SHIFTED_IMAGES, true, SHIFTED_IMAGES, groups(32, three));
        assertChoice(SHIFTED_IMAGES, SHIFTED_IMAGES, true, SHIFTED_IMAGES, shape(1, 14, 1, three));
    }

    private static Conv2dShape groups(int groups, Window2d window) {
        return Conv2dShape.of(16, 64, Size2d.square(14), 64, groups, window);
    }

    private static Conv2dShape batch(int in, int size, int out, Window2d window) {
        return Conv2dShape.of(64, in, Size2d.square(size), out, 1, window);
    }

    @Test
    void manySmallImages() {
        Window2d three = Window2d.square(3).padding(1);
        assertChoice(IMAGES_LAST, IMAGES_LAST, false, IMAGES_LAST, batch(512, 2, 512, three));
        assertChoice(WINOGRAD, WINOGRAD, true, WINOGRAD, batch(222, 3, 512, three));
        assertChoice(WINOGRAD, WINOGRAD, true, IMAGES_LAST, batch(223, 3, 512, three)); // over 2,000 weights
        assertChoice(IMAGES_LAST, IMAGES_LAST, false, IMAGES_LAST, batch(16, 5, 16, three));
        assertChoice(SHIFTED_IMAGES, SHIFTED_IMAGES, true, IMAGES_LAST, batch(16, 7, 16, three));
        assertChoice(SHIFTED_IMAGES, SHIFTED_IMAGES, true, SHIFTED_IMAGES, batch(16, 8, 16, three));
        assertChoice(IM2COL, IMAGES_LAST, false, IM2COL, batch(256, 32, 256, three.stride(2)));
        assertChoice(IM2COL, SHIFTED_IMAGES, false, IM2COL, batch(256, 33, 256, three.stride(2)));
        assertChoice(IMAGES_LAST, IMAGES_LAST, false, IMAGES_LAST, batch(256, 3, 256, Window2d.square(1)));
        assertChoice(IM2COL, IM2COL, true, IM2COL, batch(256, 4, 256, Window2d.square(1)));
        assertChoice(IM2COL, IM2COL, true, IM2COL, shape(512, 2, 512, three)); // a single image
    }

    /** Outputs that meet no pixel are 0, without the rounding errors of others. */
    @Test
    void noTilesWherePaddingReachesBeyondTheKernel() {
        for (int kernel : new int[] {3, 5}) {
            Window2d window = Window2d.square(kernel);
            assertEquals(WINOGRAD, forward(window.padding(kernel - 1)));
            assertEquals(SHIFTED_IMAGES, forward(window.padding(kernel)));
            assertEquals(SHIFTED_IMAGES, forward(window.padding(0, kernel)));
            Conv2dShape s = shape(32, 16, 32, window.padding(kernel, 0));
            float[] y = new float[s.outputLength()];
            float[] numbers = new float[Math.max(s.inputLength(), s.weightLength())];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) Math.sin(i);
            }
            new CpuBackend().conv2d(numbers, numbers, Epilogue.NONE, y, s);
            for (int o = 0; o < 32; o++) {
                for (int j = 0; j < s.output().w(); j++) {
                    assertEquals(0, y[s.y(0, o, 0, j)]);
                    assertEquals(0, y[s.y(0, o, s.output().h() - 1, j)]);
                }
            }
        }
    }

    private static Conv2dAlgorithm forward(Window2d window) {
        return CpuBackend.algorithms(shape(32, 16, 32, window)).forward().algorithm();
    }
}
