package longhand.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every worked example of the notes, word by word. */
class WorkedExamplesTest {

    @TestFactory
    Stream<DynamicTest> textIsAsStored() {
        return WorkedExamples.all().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(),
                () -> Golden.check(e.getKey() + ".txt", withBackwardViews(e.getValue()))));
    }

    private static String withBackwardViews(Explanation e) {
        return e.text() + e.views().stream().skip(1).filter(v -> !v.name().equals(ViewNames.LOSS))
                .map(v -> "\n" + v.title() + "\n" + v.all().stream().map(w -> w.text() + "\n")
                .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    @Test
    void markdownIsAsStored() throws IOException {
        Golden.check("corr2d.md", WorkedExamples.all().get("corr2d").markdown());
        Golden.check("corr2d-multi-in.md", WorkedExamples.all().get("corr2d-multi-in").markdown());
        Golden.check("softmax-cross-entropy.md", WorkedExamples.all().get("softmax-cross-entropy").markdown());
    }

    @Test
    void outputSizesAreAsStored() throws IOException {
        Golden.check("output-sizes.txt", WorkedExamples.outputSizes());
    }

    @Test
    void edgeGradientIsAsStored() throws IOException {
        Golden.check("edge-kernel-gradient.txt",
                WorkedExamples.edgeGuess().view("weight-gradient").all().stream().map(Working::text)
                .collect(Collectors.joining("\n", "", "\n")));
    }

    @Test
    void theNotesNumbers() {
        assertEquals("19 25; 37 43", result("corr2d"));
        assertEquals("56 72; 104 120", result("corr2d-multi-in"));
        assertEquals("56 72; 104 120 | 76 100; 148 172 | 96 128; 192 224", result("corr2d-multi-in-out"));
        assertEquals("4 5; 7 8", result("pool-max-2"));
        assertEquals("2 3; 5 6", result("pool-avg-2"));
        assertEquals("10", result("pool-max-3"));
        assertEquals("5 7; 13 15", result("pool-max-3-p1-s2"));
        assertEquals("1 3; 9 11; 13 15", result("pool-max-2x4-p1x2-s2x3"));
        assertEquals("5 7; 13 15 | 6 8; 14 16", result("pool-max-channels"));
    }

    private static String result(String example) {
        return WorkedExamples.all().get(example).result().toString();
    }

    @Test
    void oneCell() {
        Explanation e = WorkedExamples.all().get("corr2d");
        assertEquals("Y[0, 0] = 0·0 + 1·1 + 3·2 + 4·3 = 19", e.cell(0, 0).text());
        assertEquals("Y[0, 1] = 1·0 + 2·1 + 4·2 + 5·3 = 25", e.cell(0, 1).text());
        assertEquals("$$Y_{1,1} = 4 \\cdot 0 + 5 \\cdot 1 + 7 \\cdot 2 + 8 \\cdot 3 = 43$$", e.cell(1, 1).markdown());
    }
}
