package longhand.ops;

import static longhand.tensor.Tensor.ones;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What refusals say: the operation that was called, the true reason, and a fix that helps. */
class RefusalsTest {
    private static final Window2d LINE = Window2d.of(1, 3);
    private static final Window2d TWO = Window2d.square(2);
    private static final Size2d NONE = Size2d.square(0);

    private static void refused(String begin, String end, Runnable call) {
        String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
        assertTrue(message.startsWith(begin) && message.endsWith(end), message);
    }

    private static void conv1d(Tensor x, Tensor w, Window2d window, int groups) {
        Convolution.conv1d(x, w, Optional.empty(), window, groups);
    }

    private static void transposed(Tensor x, Tensor w, Window2d window, Size2d outputPadding, int groups) {
        Convolution.convTranspose2d(x, w, Optional.empty(), window, outputPadding, groups);
    }

    @Test
    void conv1dSpeaksOfItselfAndOfItsShapes() {
        refused("conv1d: input [1, 2, 9] has 2 channels but weight [4, 3, 3] expects 3.",
                "Fix: make the weight [4, 2, 3].", () -> conv1d(ones(1, 2, 9), ones(4, 3, 3), LINE, 1));
        refused("conv1d: weight [4, 2, 3] has a kernel of (1, 3), the window says (3, 3).",
                "a window of height 1, and of the weight's last size.",
                () -> conv1d(ones(1, 2, 9), ones(4, 2, 3), Window2d.square(3), 1));
        refused("conv1d: 2 input and 4 output channels cannot be split into 3 groups", "of 2 and 4.",
                () -> conv1d(ones(1, 2, 9), ones(4, 2, 3), LINE, 3));
        refused("conv1d: a window of 3 (kernel 3, dilation 1) does not fit into input width 2", "dilation.",
                () -> conv1d(ones(1, 2, 2), ones(4, 2, 3), LINE, 1));
        refused("conv1d: bias [3] does not fit weight [4, 2, 3].", "or no bias.", () -> Convolution.conv1d(
                ones(1, 2, 9), ones(4, 2, 3), Optional.of(ones(3)), LINE, 1));
        refused("conv1d: input [1, 0, 9] or weight [4, 0, 3] has no channels", "channels.",
                () -> conv1d(ones(1, 0, 9), ones(4, 0, 3), LINE, 1));
    }

    @Test
    void conv1dReadsOnlyTheNumbersOfTheWidth() {
        Tensor y = Convolution.conv1d(ones(1, 1, 5), ones(1, 1, 3), Optional.empty(),
                Window2d.of(1, 3).padding(1).stride(2), 1);
        assertEquals("[1, 1, 3]", y.shape().toString());
        assertArrayEquals(new float[] {2, 3, 2}, y.toArray());
    }

    @Test
    void whatIsLargerThanAnArrayIsRefused() {
        int most = Integer.MAX_VALUE;
        refused("narrow: a part of length 2147483647 from 2 on does not lie", "inside the dimension.",
                () -> ones(3).narrow(0, 2, most));
        refused("slice: the part from 2147483647 to before -2147483648 does not lie", "inside the dimension.",
                () -> ones(3).slice(0, most, Integer.MIN_VALUE));
        refused("pad: dimension 0 of shape [3] with 2147483647 and 2147483647 zeros is too large", "pad less.",
                () -> Selection.pad(ones(3), 0, most, most));
        refused("pad: dimension 1 of shape [2, 2] with 2147483647 and 5 zeros is too large", "pad less.",
                () -> ones(2, 2).pad(most, 5, 0, 0));
        refused("convTranspose2d: stride (65536, 65536) and dilation (1, 1) make an output of 1×4295032833",
                "use smaller ones.",
                () -> transposed(ones(1, 2, 1, 65538), ones(2, 1, 1, 1), Window2d.square(1).stride(65536), NONE, 1));
    }

    @Test
    void positionsFromTheEndAreNamedAsTheyWereGiven() {
        refused("select: index -4 is outside a dimension of size 3. Rule: indices are 0 to 2, or −1 to -3",
                "in that range.", () -> ones(3).select(0, -4));
        refused("set: index -4 is outside a dimension of size 3", "in that range.", () -> ones(3).set(1, -4));
        refused("slice: the part from 1 to before -3 does not lie", "dimension.", () -> ones(3).slice(0, 1, -3));
        refused("argmin: dimension 0 of shape [0] has no elements", "not empty.", () -> ones(0).argmin(0, false));
    }

    @Test
    void expandSaysWhatCannotBeKept() {
        refused("expand: a new dimension of [-1, 3] has the size -1", "the size of new dimensions.",
                () -> ones(3).expand(-1, 3));
        refused("expand: shape [3] does not expand to [4]", "and keep the other sizes.", () -> ones(3).expand(4));
    }

    @Test
    void crossEntropySaysHowToBringRowsAndClassesTogether() {
        refused("crossEntropy: input [5] does not fit targets [1]", "pass unsqueeze(0): one row.",
                () -> Losses.crossEntropy(ones(5), 1));
        refused("crossEntropy: input [2, 5, 3] does not fit targets [6]", "then reshape(-1, classes).",
                () -> Losses.crossEntropy(ones(2, 5, 3), 1, 2, 3, 4, 0, 1));
        refused("crossEntropy: targets [2, 5] have the shape of the input", "argmax(1, false) of one-hot rows.",
                () -> Losses.crossEntropy(ones(2, 5), ones(2, 5)));
    }

    @Test
    void convTranspose2dSaysWhatIsWrongWithItsOwnSizes() {
        Tensor x = ones(1, 2, 2, 2);
        Tensor w = ones(2, 1, 2, 2);
        refused("convTranspose2d: the padding (2, 2) leaves an output of -1×-1.",
                "Fix: use less padding, or a larger input or kernel.",
                () -> transposed(x, w, TWO.padding(2), NONE, 1));
        refused("convTranspose2d: the images of [1, 2, 0, 2] have no pixels", "one column.",
                () -> transposed(ones(1, 2, 0, 2), w, TWO, NONE, 1));
        refused("convTranspose2d: output padding (-1, 0) is negative", "pass such numbers.",
                () -> transposed(x, w, TWO.stride(2), new Size2d(-1, 0), 1));
        refused("convTranspose2d: weight [2, 1, 2, 2] cannot be split into 3 groups", "a divisor of 2.",
                () -> transposed(x, w, TWO, NONE, 3));
        refused("convTranspose2d: weight [2, 1, 2, 2] has a kernel of (2, 2), the window says (3, 3)", "sizes.",
                () -> transposed(x, w, Window2d.square(3), NONE, 1));
    }

    @Test
    void whatIsEmptyHasNoIndexAndASingleNumberNoDimension() {
        Tensor index = Tensor.zeros(1);
        refused("indexSelect: index 0 is outside a dimension of size 0. Rule: it has no elements", "or no index.",
                () -> ones(0, 2).indexSelect(0, 0));
        refused("gather: index 0 is outside a dimension of size 0. Rule: it has no elements", "or no index.",
                () -> Indexing.gather(ones(0), 0, index));
        refused("scatter: index 0 is outside a dimension of size 0. Rule: it has no elements", "or no index.",
                () -> Indexing.scatter(ones(0), 0, index, ones(1)));
        refused("indexSelect: there is no dimension 0 in shape []. Rule: a single number has no dimension",
                "Fix: reshape it to [1].", () -> Tensor.scalar(1).indexSelect(0, 0));
        refused("permute: ", "Fix: reshape it to [1].", () -> Tensor.scalar(1).permute(0));
    }

    @Test
    void indicesOfSlicesHaveNoRowsOfTheirOwn() {
        refused("indexSelect: the index has shape [2, 2]. Rule: the indices are a vector or a single number.",
                "Fix: flatten the index, and reshape the result.",
                () -> ones(3, 2).indexSelect(0, Tensor.zeros(2, 2)));
        assertArrayEquals(new int[] {1, 2}, ones(3, 2).indexSelect(0, Tensor.scalar(2)).shape().dims());
    }

    @Test
    void clampIsToldThatNaNIsNoLimit() {
        refused("clamp: min is NaN, max 1.0. ", "for no limit.", () -> ones(1).clamp(Double.NaN, 1));
        refused("clamp: min is 0.0, max NaN. ", "for no limit.", () -> ones(1).clamp(0, Double.NaN));
    }

    @Test
    void adaptivePoolingOfNoPixelsIsNotTheFaultOfTheOutputSize() {
        refused("adaptiveAvgPool2d: the images of [1, 1, 0, 2] have no pixels", "one column.",
                () -> AdaptivePooling.adaptiveAvgPool2d(ones(1, 1, 0, 2), 1, 1));
        refused("adaptiveMaxPool2d: the images of [1, 1, 2, 0] have no pixels", "one column.",
                () -> AdaptivePooling.adaptiveMaxPool2d(ones(1, 1, 2, 0), 1, 1));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-5, Double.NaN, Double.POSITIVE_INFINITY})
    void normalisationsNeedAUsefulEps(double eps) {
        Tensor x = ones(2, 4);
        Tensor four = ones(4);
        String rule = " = " + eps + ". Rule: it is added to a variance";
        refused("layerNorm: eps" + rule, "such a number.", () -> LayerNormalization.layerNorm(x, four, four, eps));
        refused("groupNorm: eps" + rule, "such a number.", () -> LayerNormalization.groupNorm(x, 2, four, four, eps));
        refused("batchNorm: eps" + rule, "such a number.", () -> Normalization.batchNorm(x, four, four,
                Tensor.zeros(4), ones(4), true, 0.1, eps));
    }
}
