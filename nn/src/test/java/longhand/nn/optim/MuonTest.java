package longhand.nn.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import longhand.backend.Backends;
import longhand.io.NdArray;
import longhand.io.Npz;
import longhand.nn.Parameter;
import longhand.shape.Shape;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MuonTest {
    private static float[] random(int n, long seed) {
        Random random = new Random(seed);
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static void step(Optimizer optimizer, Parameter parameter, float[] gradient) {
        parameter.tensor().setGrad(Tensor.of(gradient.clone(), parameter.shape()));
        optimizer.step();
    }

    /** Against {@code make_muon.py}, which computes each step from the definition, in double. */
    @Test
    void takesKernelsAsMatricesWithARowForEachOutput() throws URISyntaxException {
        Map<String, NdArray> arrays = Npz.read(Path.of(MuonTest.class.getResource("muon_wide.npz").toURI()));
        Shape shape = Shape.of(4, 2, 3, 3);
        int n = shape.numel();
        Parameter kernel = Parameter.of(Tensor.of(arrays.get("x").toFloats(), shape));
        Muon muon = new Muon(List.of(kernel), 0.02).momentum(0.9).weightDecay(0);
        for (int step = 0; step < 5; step++) {
            step(muon, kernel, Arrays.copyOfRange(arrays.get("grads").toFloats(), step * n, (step + 1) * n));
            assertArrayEquals(Arrays.copyOfRange(arrays.get("y").toFloats(), step * n, (step + 1) * n), kernel.data(),
                    2e-6f, "after step " + step);
        }
    }

    /** D = H·S·G with reflections H and G and a diagonal S: then H·u·G is diagonal, and its numbers are near 1. */
    @Property(tries = 200)
    void singularVectorsStayAndSingularValuesComeNearOne(@ForAll @IntRange(min = 1, max = 40) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns, @ForAll long seed) {
        checkSingularVectorsAndValues(rows, columns, seed);
    }

    /** Large enough for the quick way of products that are symmetric. */
    @Test
    void theSameForLargeMatrices() {
        checkSingularVectorsAndValues(130, 200, 1);
        checkSingularVectorsAndValues(257, 150, 2);
    }

    private static void checkSingularVectorsAndValues(int rows, int columns, long seed) {
        Random random = new Random(seed);
        Tensor h = reflection(rows, random);
        Tensor g = reflection(columns, random);
        Tensor s = Tensor.zeros(rows, columns);
        for (int i = 0; i < Math.min(rows, columns); i++) {
            s.set(0.05 + random.nextDouble(), i, i);
        }
        float[] u = OrthogonalMatrix.nearest(h.matmul(s).matmul(g).toArray(), rows, columns);
        float[] turned = h.matmul(Tensor.of(u, rows, columns)).matmul(g).toArray();
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                assertEquals(i == j ? 0.95 : 0, turned[i * columns + j], i == j ? 0.3 : 1e-3);
            }
        }
    }

    /** I − 2·v·vᵀ for a random direction v; its own inverse. */
    private static Tensor reflection(int side, Random random) {
        float[] v = random(side, random.nextLong());
        Tensor column = Tensor.of(v, side, 1);
        double square = column.square().sum().item();
        return Tensor.eye(side).sub(column.matmul(column.transpose(0, 1)).mul(2 / square));
    }

    @Test
    void vectorsAndLargeMatricesGetTheStepsOfAdamW() {
        for (Shape shape : List.of(Shape.of(7), Shape.of(), Shape.of(1025, 1026))) {
            float[] start = random(shape.numel(), 1);
            Parameter first = Parameter.of(Tensor.of(start.clone(), shape));
            Parameter second = Parameter.of(Tensor.of(start, shape));
            Muon muon = new Muon(List.of(first), 0.01).weightDecay(0.2);
            AdamW adamW = new AdamW(List.of(second), 0.01).weightDecay(0.2);
            for (int step = 0; step < 2; step++) {
                float[] gradient = random(shape.numel(), step);
                step(muon, first, gradient);
                step(adamW, second, gradient);
            }
            assertArrayEquals(second.data(), first.data());
        }
    }

    @Test
    void remembersTheMomentumOfMatricesAndTheMeansOfVectors() {
        List<Parameter> parameters = Parameter.all(Tensor.of(random(6, 1), 2, 3), Tensor.of(random(3, 2), 3));
        Muon muon = new Muon(parameters, 0.01);
        parameters.forEach(p -> p.tensor().setGrad(Tensor.of(random(p.numel(), 3), p.shape())));
        muon.step();
        assertEquals(Set.of("0.step", "0.momentum_buffer", "1.step", "1.exp_avg", "1.exp_avg_sq"),
                muon.stateDict().keySet());
        assertTrue(muon.toString().contains("momentum: 0.95") && muon.toString().contains("weight_decay: 0.1"));
    }

    /** The matrices that it computes are free for the next weight, whoever holds a scope. */
    @Test
    void aStepGivesItsMemoryBackInsideAScope() {
        Parameter w = Parameter.of(Tensor.zeros(300, 400));
        w.tensor().setGrad(Tensor.of(random(w.numel(), 1), w.shape()));
        try (Memory.Scope _ = Memory.scope()) {
            Memory.trim();
            new Muon(List.of(w), 0.01).step();
            assertTrue(Memory.pooledBytes() - Backends.keptBytes() >= 4 * 300 * 300);
        }
    }

    @Test
    void aGradientOfZerosLeavesOnlyTheDecay() {
        Parameter w = Parameter.of(Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
        step(new Muon(List.of(w), 0.5), w, new float[4]);
        assertArrayEquals(new float[] {0.95f, 1.9f, 2.85f, 3.8f}, w.data(), 1e-6f);
    }
}
