package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import longhand.explain.Explain;
import longhand.explain.LayerSpec;
import longhand.explain.PaperPooling;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.check.LayersProblem.Quantity;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;

/** The questions that people are asked say all that the answer depends on. */
class QuestionsTest {
    private static final String RULE = "the cross-correlation (the kernel is not flipped) of X with W, stride ";

    private static String convolution(int channels, int outputs, int groups, boolean bias, Window2d window,
            String view) {
        return ConvolutionProblem.of(Values.filled(1, channels, 5, 5), Values.filled(1, outputs, channels / groups, 2,
                2), bias ? Values.filled(1, outputs) : Explain.NONE, window, groups, Explain.NONE, view).question();
    }

    @Test
    void convolutions() {
        Window2d plain = Window2d.square(2);
        assertEquals("Compute Y, " + RULE + "1.", convolution(1, 1, 1, false, plain, ViewNames.FORWARD));
        assertEquals("Compute Y, " + RULE + "(1, 2), padding 1, dilation (2, 1), added up over the 3 input channels, "
                + "for each of the 2 output channels, plus the bias b.",
                convolution(3, 2, 1, true, plain.stride(1, 2).padding(1).dilation(2, 1), ViewNames.FORWARD));
        assertEquals("Compute Y, " + RULE + "1, in 2 groups of channels: each output channel reads the input channels "
                + "of its group only, for each of the 4 output channels.",
                convolution(4, 4, 2, false, plain, ViewNames.FORWARD));
        for (String of : List.of("X", "W", "b")) {
            String view = of.equals("X") ? ViewNames.INPUT_GRADIENT : of.equals("W") ? ViewNames.WEIGHT_GRADIENT
                    : ViewNames.BIAS_GRADIENT;
            assertEquals("Compute d" + of + ", the gradient of the loss by " + of + ". dY is the gradient of the loss "
                    + "by Y, " + RULE + "1, plus the bias b.", convolution(1, 1, 1, true, plain, view));
        }
    }

    private static String pooling(boolean max, boolean countIncludePad, Window2d window) {
        return PoolingProblem.of(PaperPooling.of(Values.filled(1, 5, 5), window, max, countIncludePad), Explain.NONE,
                ViewNames.FORWARD).question();
    }

    /** How padding counts matters to means only, and only where there is some. */
    @Test
    void poolings() {
        Window2d plain = Window2d.square(2).stride(2);
        Window2d padded = plain.padding(1);
        List<String> all = Stream.of(pooling(true, true, plain), pooling(true, true, padded),
                pooling(false, true, plain), pooling(false, true, padded), pooling(false, false, padded)).toList();
        assertEquals(List.of(false, false, false, true, true),
                all.stream().map(question -> question.contains("; the padding ")).toList(), all.toString());
        assertEquals(List.of(false, true, false, true, true),
                all.stream().map(question -> question.contains("padding 1")).toList(), all.toString());
        assertEquals(5, all.stream().distinct().count());
    }

    private static String layers(Quantity quantity, String view, String specs) {
        return LayersProblem.of(quantity, new Size2d(20, 30), LayerSpec.parse(specs), view)
                .question();
    }

    @Test
    void countsOfLayers() {
        String conv = LayerSpec.parse("conv 1->6 k5").getFirst().toString();
        String both = conv + "; " + LayerSpec.parse("pool k2").getFirst();
        assertEquals("How many rows and columns are there behind the layer " + conv
                + "? The input has 20 rows and 30 columns.",
                layers(Quantity.OUTPUT_SIZE, ViewNames.FORWARD, "conv 1->6 k5"));
        assertEquals("How many rows and columns are there behind each of the layers " + both
                + "? The input has 20 rows and 30 columns.",
                layers(Quantity.OUTPUT_SIZE, ViewNames.LAYERS, "conv 1->6 k5; pool k2"));
        assertEquals("How many parameters has the layer " + conv + "?",
                layers(Quantity.PARAMETERS, ViewNames.FORWARD, "conv 1->6 k5"));
        assertEquals("How many parameters have the layers " + both + "?",
                layers(Quantity.PARAMETERS, ViewNames.FORWARD, "conv 1->6 k5; pool k2"));
        assertEquals("On how many rows and columns of the input does one number behind the layers depend? " + both,
                layers(Quantity.RECEPTIVE_FIELD, ViewNames.FORWARD, "conv 1->6 k5; pool k2"));
    }
}
