package longhand.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.shape.Shape;
import org.junit.jupiter.api.Test;

/** Creating tensors, looking into them, sharing memory, and what is refused. */
class TensorTest {

    private static String refused(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(IllegalArgumentException.class, call).getMessage();
    }

    @Test
    void creation() {
        assertEquals(Shape.of(2, 1, 3), Tensor.of(new float[][][] {{{1, 2, 3}}, {{4, 5, 6}}}).shape());
        assertEquals(6, Tensor.of(new float[][][] {{{1, 2, 3}}, {{4, 5, 6}}}).get(1, 0, -1));
        assertArrayEquals(new float[] {2, 3.5f}, Tensor.arange(2, 5, 1.5).data());
        assertArrayEquals(new float[] {3, 2, 1}, Tensor.arange(3, 0, -1).data());
        assertArrayEquals(new float[] {1, 0, 0, 1}, Tensor.eye(2).data());
        assertEquals(7, Tensor.scalar(7).item());
        assertEquals(0, Tensor.zeros(3, 0, 2).numel());
    }

    @Test
    void badCreationIsRefused() {
        assertTrue(refused(() -> Tensor.of(new float[3], 2, 2))
                .startsWith("tensor: 3 numbers cannot fill shape [2, 2]"));
        assertTrue(refused(() -> Tensor.of(new float[][] {{1, 2}, {3}}))
                .startsWith("tensor: one array of dimension 1 has 1 entries"));
        assertTrue(refused(() -> Tensor.zeros(-1)).contains("negative size"));
        assertTrue(refused(() -> Tensor.zeros(65536, 65536)).contains("more than 2³¹ − 9 elements"));
        assertTrue(refused(() -> Tensor.ones(50_000, 1).add(Tensor.ones(1, 50_000)))
                .contains("more than 2³¹ − 9 elements"));
        assertTrue(refused(() -> Tensor.arange(0, 5, 0)).startsWith("arange: step 0.0 never leads"));
        assertTrue(refused(() -> Tensor.arange(0, 5, -1)).startsWith("arange: step -1.0 never leads"));
    }

    @Test
    void badAccessIsRefused() {
        Tensor x = Tensor.zeros(2, 3);
        assertTrue(refused(() -> x.get(2, 0)).contains("index 0 must be between -2 and 1"));
        assertTrue(refused(() -> x.get(0)).contains("there is one index per dimension"));
        assertTrue(refused(x::item).startsWith("item: a tensor of shape [2, 3] is not one number"));
        assertTrue(refused(() -> x.size(2)).contains("there is no dimension 2 in shape [2, 3]"));
    }

    @Test
    void reshapingSharesMemoryAndEverythingElseCopies() {
        Tensor x = Tensor.arange(6);
        for (Tensor view : new Tensor[] {x.reshape(2, 3), x.view(3, 2), x.flatten(0), x.unsqueeze(0), x.detach()}) {
            assertTrue(Internals.shareMemory(view, x));
        }
        Tensor m = x.reshape(2, 3);
        for (Tensor copy : new Tensor[] {m.t(), m.narrow(0, 0, 2), m.expand(2, 3), m.copy(), m.flip(0),
                m.select(0, 0)}) {
            assertFalse(Internals.shareMemory(copy, x));
        }
        x.data()[0] = 9;
        assertEquals(9, m.get(0, 0));
    }

    @Test
    void numbersThatAreNotNumbersPassThrough() {
        Tensor nan = Tensor.vector(Double.NaN, 1);
        for (Tensor y : new Tensor[] {nan.relu(), nan.maximum(Tensor.scalar(0)), nan.minimum(Tensor.scalar(0)),
                nan.clamp(0, 1), nan.sum(),
            nan.max(), nan.sigmoid(), nan.leakyRelu(0.1)}) {
            assertTrue(Float.isNaN(y.data()[0]));
        }
    }

    @Test
    void resultsOfAClosedScopeAreReusedAndRefuseAccess() {
        Tensor kept;
        Tensor lost;
        float[] array;
        try (Memory.Scope scope = Memory.scope()) {
            lost = Tensor.ones(5000).add(1);
            array = lost.storage().array();
            kept = scope.keep(Tensor.ones(5000).add(2));
        }
        assertEquals(3, kept.get(0));
        assertTrue(assertThrows(IllegalStateException.class, lost::data).getMessage().contains("Memory.Scope"));
        assertSame(array, Tensor.ones(5000).add(5).storage().array(), "the array is used again");
    }

    @Test
    void matricesOfOtherLibrariesRoundTrip() {
        Tensor m = Tensor.arange(6).reshape(2, 3);
        assertArrayEquals(m.data(), Matrices.of(Matrices.toCommonsMath(m)).data());
        assertArrayEquals(m.data(), Matrices.of(Matrices.toEjml(m)).data());
        assertEquals(m.shape(), Matrices.of(Matrices.toEjml(m)).shape());
        assertTrue(refused(() -> Matrices.toEjml(Tensor.ones(2))).contains("is no matrix"));
    }
}
