package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import longhand.models.Models;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shape tables of the notes. */
class SummaryCommandTest {

    private static List<String> shapes(CliRun run, String layers) {
        return run.out().lines().filter(line -> line.strip().matches("(" + layers + ") .*"))
                .map(line -> line.replaceAll("[^\\[]*(\\[[^]]*]).*", "$1")).toList();
    }

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of("nin", "1,1,224,224", "\\d+",
                "[1, 96, 54, 54];[1, 96, 26, 26];[1, 256, 26, 26];[1, 256, 12, 12];"
                        + "[1, 384, 12, 12];[1, 384, 5, 5];[1, 384, 5, 5];[1, 10, 5, 5];[1, 10, 1, 1];[1, 10]"),
                Arguments.of("nin-padded", "1,1,224,224", "(conv|gap)\\.\\d+",
                "[1, 96, 55, 55];[1, 96, 27, 27];[1, 256, 27, 27];"
                        + "[1, 256, 13, 13];[1, 384, 13, 13];[1, 384, 6, 6];[1, 10, 6, 6];[1, 10, 1, 1]"),
                Arguments.of("alexnet", "1,1,224,224", "conv|fc", "[1, 256, 5, 5];[1, 10]"),
                Arguments.of("vgg11", "1,1,224,224", "vgg_block_\\d|fc",
                "[1, 64, 112, 112];[1, 128, 56, 56];[1, 256, 28, 28];"
                        + "[1, 512, 14, 14];[1, 512, 7, 7];[1, 10]"),
                Arguments.of("lenet", "256,1,28,28", "conv|fc", "[256, 16, 4, 4];[256, 10]"),
                Arguments.of("googlenet", "1,1,96,96", "\\d",
                "[1, 64, 24, 24];[1, 192, 12, 12];[1, 480, 6, 6];[1, 832, 3, 3];"
                        + "[1, 1024];[1, 10]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void printsTheShapesOfTheNotes(String model, String input, String layers, String expected) {
        CliRun run = CliRun.of("summary", model, "--input", input, "--depth", 2);
        assertEquals(0, run.status(), run.err());
        assertEquals(List.of(expected.split(";")), shapes(run, layers));
    }

    @Test
    void countsParametersAndMultiplyAdds() {
        String stages = CliRun.of("summary", "lenet", "--depth", 1).out();
        assertTrue(stages.lines().anyMatch(line ->
                line.matches("conv Sequential +\\[1, 16, 4, 4] +2,572 +240,000 +40\\.3")), stages);
        assertTrue(stages.contains("lenet, input [1, 1, 28, 28]: 44,426 parameters, 281,640 multiply-adds"), stages);
        String batch = CliRun.of("summary", "lenet", "--input", "10,1,28,28").out();
        assertTrue(batch.contains("44,426 parameters, 2,816,400 multiply-adds"), batch);
    }

    @Test
    void showsTheAlgorithmOfEachConvolution() {
        String out = CliRun.of("summary", "nin", "--algorithms", "--input", "16,1,224,224").out();
        List<String> lines = out.lines().dropWhile(line -> !line.startsWith("Convolutions")).map(String::strip)
                .toList();
        assertEquals("Convolutions of the cpu backend, images at a time: 16", lines.get(0));
        assertEquals(12, lines.stream().filter(line -> line.startsWith("forward ")).count(), out);
        assertTrue(lines.contains("input gradient   shifted images: stride over 1: the gradient is no convolution of dy"),
                out);
        assertTrue(lines.stream().anyMatch(line ->
                line.startsWith("input gradient   Winograd tiles, rotated kernel: 3 × 3")), out);
        assertTrue(CliRun.of("summary", "nin").out().lines().noneMatch(line -> line.startsWith("Convolutions")));
    }

    @Test
    void refusesInputsThatDoNotFit() {
        assertTrue(CliRun.of("summary", "lenet", "--input", "1,1,28").failedWith("four sizes"));
        assertTrue(CliRun.of("summary", "nin", "--input", "1,1,8,8").failedWith("conv2d: a window of 11"));
        assertTrue(CliRun.of("summary", "mlp", "--input", "1,1,30,30").failedWith("linear: input [1, 900]"));
    }

    @Test
    void modelsListsEveryModelWithItsRecipes() {
        String out = CliRun.of("models").out();
        assertEquals(Models.names().size(), out.lines().filter(line -> line.matches("\\S.*: .*")).count());
        assertTrue(out.lines().anyMatch(line ->
                line.matches(" +notes +224×224 +batch 128 +sgd +lr 0.03 +10 epochs of all images.*S0.*")), out);
    }
}
