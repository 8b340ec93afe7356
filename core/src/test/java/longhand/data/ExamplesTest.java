package longhand.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import longhand.shape.Shape;
import longhand.tensor.Memory;
import org.junit.jupiter.api.Test;

/** Examples as users write them. */
class ExamplesTest {
    /** One hot: such examples write a single number. The memory of a batch served an earlier one. */
    @Test
    void examplesMayLeaveOutZeros() {
        Examples oneHot = new Examples() {
            @Override
            public int size() {
                return 600;
            }

            @Override
            public Shape inputShape() {
                return Shape.of(600);
            }

            @Override
            public Shape targetShape() {
                return Shape.of(2);
            }

            @Override
            public void read(int index, long epochSeed, float[] out, int offset) {
                out[offset + index] = 1;
            }

            @Override
            public void readTarget(int index, float[] out, int offset) {
                out[offset + index % 2] = 1;
            }
        };
        try (Memory.Scope _ = Memory.scope();
                DataLoader loader = new DataLoader(oneHot, LoaderOptions.batches(200).withPrefetch(0))) {
            for (Batch batch : loader) {
                assertEquals(batch.size(), batch.inputs().sum().item());
                assertEquals(batch.size(), batch.targets().sum().item());
                batch.release();
            }
        }
    }
}
