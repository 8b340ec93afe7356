package longhand.ops;

import static longhand.tensor.Tensor.ones;
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
        refused("conv1d: bias [3] does not fit weight [4, 2, 3].", "reshape the bias.", () -> Convolution.conv1d(
                ones(1, 2, 9), ones(4, 2, 3), Optional.of(ones(3)), LINE, 1));
        refused("conv1d: input [1, 0, 9] or weight [4, 0, 3] has no channels", "channels.",
                () -> conv1d(ones(1, 0, 9), ones(4, 0, 3), LINE, 1));
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
