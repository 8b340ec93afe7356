package longhand.backend.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import longhand.backend.cpu.loops.VectorKernels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Other processors have shorter vectors than this one may have, and with them other tiles, transposes and tails: the
 * tests of the kernels again, in a process that uses so few bytes of a vector.
 */
class VectorLengthsTest {

    @ParameterizedTest
    @ValueSource(ints = {32, 16})
    void shorterVectorsComputeTheSame(int bytes) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(System.getProperty("java.home") + "/bin/java", "-ea",
                "-XX:+UseSerialGC", "-XX:MaxVectorSize=" + bytes, "--add-modules", "jdk.incubator.vector", "-cp",
                System.getProperty("java.class.path"), VectorLengthsTest.class.getName(), String.valueOf(bytes)))
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    /** @param args the length of a vector in bytes; a processor may have still shorter ones */
    public static void main(String[] args) {
        int lanes = new VectorKernels().lanes();
        if (lanes > Integer.parseInt(args[0]) / Float.BYTES) {
            throw new IllegalStateException("vectors of " + lanes + " lanes in spite of MaxVectorSize=" + args[0]);
        }
        GemmTest products = new GemmTest();
        products.everyTailOfTheTileAgreesWithTheReference();
        products.fewColumnsBesideWholeVectorsAgreeWithTheReference();
        new WholeNumberProductsTest().bordersOfDotProducts();
        Conv2dTest.shapes().stream().filter(s -> s.inputLength() < 20_000).forEach(Conv2dTest::check);
        ConvolutionAlgorithmsTest convolutions = new ConvolutionAlgorithmsTest();
        convolutions.bordersOfPieces();
        convolutions.bordersOfShares();
        convolutions.singleImagesOfPointwiseConvolutions();
        PoolingTest pooling = new PoolingTest();
        pooling.maxPoolingChoosesTheSameElements();
        pooling.averagePoolingAgrees();
        new AdaptiveMaxPoolingTest().maximaAndTheirPlacesAgree();
        ElementwiseTest numbers = new ElementwiseTest();
        numbers.specialNumbersDoNotDisturbTheirNeighbours();
        numbers.powersAgree();
        numbers.ternaryFunctionsAgree();
        numbers.functionsOfTwoNumbersWorkInPlace();
        numbers.sumsArgmaxAndSoftmaxAgree();
        numbers.channelKernelsAgree();
        GatheringTest gathering = new GatheringTest();
        gathering.picksAndSumsAgree();
        gathering.singleElementsAgree();
        gathering.placesOfNumbersThatAreNotZeroAgree();
        gathering.whatIsPutAndItsGradientsAgree();
        gathering.theFirstIndexThatIsNoneIsFound();
        new LayerNormsTest().allKernelsAgree();
        new CopiesTest().blocksAgree();
        TransposeTest transposes = new TransposeTest();
        transposes.everySize();
        transposes.rowsInReverse();
    }
}
