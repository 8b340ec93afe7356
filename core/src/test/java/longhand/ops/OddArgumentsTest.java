package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import longhand.notes.CourseNotes;
import longhand.random.Generator;
import longhand.random.Init;
import longhand.shape.Shape;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Arguments that have no meaning, or a result that no array can hold: an error that says so, not one from inside. */
class OddArgumentsTest {
    private static final Tensor IMAGE = Tensor.ones(1, 1, 2, 2);

    @TestFactory
    Stream<DynamicTest> areRefusedWithTheRule() {
        Map<String, Executable> cases = new LinkedHashMap<>();
        cases.put("crossEntropy: targets [2, 3] are no vector",
                () -> Losses.crossEntropy(Tensor.ones(6, 5), Tensor.zeros(2, 3)));
        cases.put("nllLoss: targets [6, 1] are no vector", () -> Losses.nllLoss(Tensor.ones(6, 5), Tensor.zeros(6, 1)));
        cases.put("crossEntropy: targets [1] holds 1.6777216E7",
                () -> Losses.crossEntropy(Tensor.ones(1, 5), Tensor.of(new int[] {16_777_217})));
        cases.put("linear: bias [4, 2]", () -> Matmul.linear(Tensor.ones(1, 3), Tensor.ones(2, 3), Tensor.zeros(4, 2)));
        cases.put("linear: the bias is null", () -> Matmul.linear(Tensor.ones(1, 3), Tensor.ones(2, 3), null));
        cases.put("shape: [1, 1, 2, 1073741824]", () -> Resampling.interpolateBilinear(IMAGE, 2, 1 << 30));
        cases.put("shape: [1, 1, 2147483647, 2]", () -> AdaptivePooling.adaptiveAvgPool2d(IMAGE, Integer.MAX_VALUE, 2));
        cases.put("shape: [2147483647]", () -> Tensor.zeros(Integer.MAX_VALUE));
        cases.put("shape: [2147483647] ", () -> Tensor.arange(0, 1e10, 1));
        cases.put("arange: step 1.0", () -> Tensor.arange(0, Double.NaN, 1));
        cases.put("arange: step NaN", () -> Tensor.arange(0, 5, Double.NaN));
        Tensor x = Tensor.ones(2, 3);
        cases.put("flip: dimensions [0, 0] of shape [2, 3] name one twice", () -> x.flip(0, 0));
        cases.put("flip: dimensions [1, -1] of", () -> x.flip(1, -1));
        cases.put("sum: dimensions [0, -2] of", () -> x.sum(0, -2));
        cases.put("mean: dimensions [0, 0] of", () -> x.mean(0, 0));
        cases.put("norm: dimensions [0, 0] of", () -> x.norm(new int[] {0, 0}, false));
        cases.put("permute: dimensions [1, 1] of", () -> x.permute(1, 1));
        cases.put("permute: [1] is no order of the dimensions", () -> x.permute(1));
        cases.put("squeeze: there is no dimension 2", () -> x.squeeze(2));
        cases.put("split: there is no dimension 2", () -> x.split(1, 2));
        cases.put("stack: shape [2, 3] has no place 4", () -> Tensor.stack(4, x, x));
        cases.put("size: there is no dimension -3", () -> x.size(-3));
        cases.put("logSoftmax: there is no dimension 2", () -> x.logSoftmax(2));
        cases.put("flatten: dimensions 1 to 2 of [0, 65536, 65536] cannot become one", () -> Tensor.zeros(0, 65_536, 65_536).flatten(1));
        cases.put("dirac: 2 sizes", () -> Init.dirac(new float[9], 3, 3));
        cases.put("constant: an array of 4 numbers has no room", () -> Init.constant(new float[4], 1, 3, 3));
        cases.put("uniform: from 5.0 to 1.0", () -> new Generator(1).uniform(new float[4], 4, 5, 1));
        cases.put("uniform: from 0.0 to Infinity",
                () -> new Generator(1).uniform(new float[4], 4, 0, Double.POSITIVE_INFINITY));
        cases.put("uniform: from 3.5E38 to 3.6E38", () -> new Generator(1).uniform(new float[2], 2, 3.5e38, 3.6e38));
        cases.put("uniform: from -3.6E38 to -3.5E38",
                () -> new Generator(1).uniform(new float[2], 2, -3.6e38, -3.5e38));
        cases.put("uniform: from -3.0E38 to 3.0E38", () -> new Generator(1).uniform(new float[2], 2, -3e38, 3e38));
        cases.put("uniform: from 0.0 to NaN", () -> new Generator(1).uniform(new float[2], 2, 0, Double.NaN));
        cases.put("toIntArray: the tensor [1] holds 2.1474836E9", () -> Tensor.vector(0x1p31f).toIntArray());
        cases.put("toIntArray: the tensor [1] holds -2.147484E9",
                () -> Tensor.vector(Math.nextDown(-0x1p31f)).toIntArray());
        cases.put("toIntArray: the tensor [1] holds NaN", () -> Tensor.vector(Float.NaN).toIntArray());
        cases.put("toIntArray: the tensor [1] holds 1.0E20", () -> Tensor.vector(1e20f).toIntArray());
        cases.put("pool2d: the mode is null", () -> CourseNotes.pool2d(Tensor.ones(3, 3), 2, 2, null));
        return cases.entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
            String message = assertThrows(IllegalArgumentException.class, e.getValue()).getMessage();
            assertTrue(message.startsWith(e.getKey().strip()), message);
        }));
    }

    @Test
    void aTensorWithoutElementsMayHaveAnySizes() {
        assertEquals(0, Shape.of(65_536, 65_536, 0).numel());
        assertEquals(0, Shape.of(0, 65_536, 65_536).numel());
        assertEquals(0, Tensor.zeros(65_536, 65_536, 0).sum().item());
        Tensor wide = Tensor.zeros(0, 1 << 30);
        assertThrows(IllegalArgumentException.class, () -> Tensor.cat(1, wide, wide, wide));
    }

    @Test
    void theLargestFloatsThatAnIntHoldsAreInts() {
        assertArrayEquals(new int[] {2_147_483_520, Integer.MIN_VALUE},
                Tensor.vector(Math.nextDown(0x1p31f), -0x1p31f).toIntArray());
    }

    /** float32 has no 16,777,217. */
    @Test
    void positionsThatNoFloatHoldsAreRefused() {
        float[] numbers = new float[(1 << 24) + 2];
        numbers[1 << 24] = 5;
        assertEquals(1 << 24, Tensor.of(numbers).argmax().item());
        numbers[(1 << 24) + 1] = 7;
        Tensor x = Tensor.of(numbers);
        assertEquals(7, x.max(0, false).item());
        assertThrows(IllegalArgumentException.class, x::argmax);
        assertThrows(IllegalArgumentException.class, () -> x.topk(1, 0));
    }

    @Test
    void oneNumberAloneHasNoDeviation() {
        Tensor one = Tensor.ones(1);
        Tensor rows = Tensor.ones(2, 1);
        float[] nan = {Float.NaN, Float.NaN};
        assertArrayEquals(nan, LayerNormalization.layerNorm(rows, one, Tensor.zeros(1), 0).toArray());
        assertArrayEquals(new float[2], LayerNormalization.layerNorm(rows, one, Tensor.zeros(1), 1e-5).toArray());
    }
}
