package longhand.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

class TensorExamplesTest {
    /** Whoever changes or gives back the tensors afterwards changes no example. */
    @Test
    void theNumbersAreCopied() {
        Tensor inputs = Tensor.of(new float[][] {{1, 2}, {3, 4}});
        Tensor targets = Tensor.vector(5, 6);
        TensorExamples examples = new TensorExamples(inputs, targets);
        inputs.data()[3] = 90;
        targets.data()[1] = 90;
        DataLoader loader = new DataLoader(examples, LoaderOptions.batches(2));
        Batch batch;
        try (Memory.Scope _ = Memory.scope()) {
            batch = loader.epoch().next();
        }
        Tensor.ones(2, 2).mul(7).add(1);
        assertArrayEquals(new float[] {1, 2, 3, 4}, batch.inputs().toArray(), "a batch outlives the scope of its making");
        assertArrayEquals(new float[] {5, 6}, batch.targets().toArray());
        assertEquals(2, batch.size());
    }
}
