package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import longhand.explain.Explain;
import longhand.explain.LayerSpec;
import longhand.explain.ViewNames;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;

/** Mistakes with stride, padding and poolings that leave the size of the answer as it should be. */
class WindowMistakesTest {
    private static void assertSays(Problem problem, String answer, String words) {
        Diagnosis d = Diagnosis.of(problem, MatrixText.parse(answer));
        assertEquals(1, d.findings().size(), d::text);
        assertTrue(d.findings().getFirst().detail().contains(words), d::text);
    }

    /** The first 2 × 2 of the 3 × 4 windows. */
    @Test
    void movedByOneInTheRightSize() {
        Problem p = ConvolutionProblem.of(MatrixText.parse("1 5 2 7 4; 3 3 8 1 9; 6 2 9 4 7; 2 7 1 6 3").values(),
                MatrixText.parse("2 -1; 3 4").values(), Explain.NONE, Window2d.square(2).stride(2));
        assertEquals("18 25; 44 41", p.truth().toString());
        assertSays(p, "18 49; 29 40", "the window was moved by 1, though there are as many results as with the stride");
    }

    @Test
    void allThePaddingOnOneSide() {
        Problem p = ConvolutionProblem.of(MatrixText.parse("1 5 2; 3 3 8; 6 2 9").values(),
                MatrixText.parse("1 0 2; 3 1 0; 0 2 1").values(), Explain.NONE, Window2d.square(3).padding(1));
        // Two rows of zeros above and two columns on the left.
        assertSays(p, "1 7 12; 3 10 22; 8 27 30", "(all of it: above, on the left)");
    }

    @Test
    void poolingsThatChangeNothing() {
        Problem p = LayersProblem.of(LayersProblem.Quantity.OUTPUT_SIZE, new Size2d(100, 70),
                LayerSpec.parse("conv 3->6 k5; pool k2 s2; conv 6->16 k5 s3"), ViewNames.LAYERS);
        assertSays(p, "96 66; 96 66; 31 21", "the poolings were taken to change nothing");
    }

    @Test
    void oneAddedBeforeTheDivision() {
        Problem p = LayersProblem.of(LayersProblem.Quantity.OUTPUT_SIZE, new Size2d(100, 71),
                LayerSpec.parse("conv 3->6 k4 s3; conv 6->16 k3 s2; conv 16->16 k2 s2"), ViewNames.LAYERS);
        List<String> names = Diagnosis.of(p, MatrixText.parse("32 22; 15 10; 7 4")).findings().stream()
                .flatMap(f -> f.misconceptions().stream()).map(m -> m.id()).toList();
        assertTrue(names.contains("size-plus-one-inside"), names::toString);
    }
}
