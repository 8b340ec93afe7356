package longhand.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * The backward pass takes time in proportion to nodes and edges, whatever the form of the graph. Compared is the time
 * for a graph with that for one four times as large, the best of several: 4 if growth is linear, 16 if it is quadratic.
 * It is the processor's time for this thread, in which neither the garbage collector nor other programs count.
 */
class BackwardGrowthTest {
    private static final int ROUNDS = 5;
    private static final double BETWEEN_LINEAR_AND_QUADRATIC = 9;

    private static void assertLinear(int n, IntConsumer program) {
        double small = Double.POSITIVE_INFINITY;
        double large = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            small = Math.min(small, seconds(n, program));
            large = Math.min(large, seconds(4 * n, program));
        }
        String times = n + ": " + small + " s, " + 4 * n + ": " + large + " s";
        assertTrue(large < BETWEEN_LINEAR_AND_QUADRATIC * small, times);
    }

    private static double seconds(int n, IntConsumer program) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        program.accept(n);
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    }

    @Test
    void wideGraphs() { // n gradients wait at the same time
        assertLinear(5_000, n -> {
            Tensor x = Tensor.scalar(3).requiresGrad(true);
            Tensor[] cells = new Tensor[n];
            for (int i = 0; i < n; i++) {
                cells[i] = x.mul(i % 5);
            }
            Tensor.stack(0, cells).sum().backward();
            assertEquals(2 * n, x.grad().item());
        });
    }

    @Test
    void deepGraphs() {
        assertLinear(20_000, n -> {
            Tensor x = Tensor.scalar(3).requiresGrad(true);
            Tensor y = x;
            for (int i = 0; i < n; i++) {
                y = y.neg();
            }
            y.backward();
            assertEquals(1, x.grad().item());
        });
    }

    @Test
    void graphsWhereOneGradientGoesToManyPlaces() { // each addition passes the same gradient on to both sides
        assertLinear(5_000, n -> {
            Tensor x = Tensor.scalar(3).requiresGrad(true);
            Tensor sum = x.mul(2);
            for (int i = 0; i < n; i++) {
                sum = sum.add(x.mul(i % 3));
            }
            sum.backward();
            assertTrue(Math.abs(x.grad().item() - n - 2) < 3);
        });
    }

    @Test
    void manyPartsOfOneTensor() { // the gradient of each part is added where it belongs, not made as large as the whole
        assertLinear(2_000, n -> {
            Tensor x = Tensor.ones(n).requiresGrad(true);
            Tensor[] cells = new Tensor[n];
            for (int i = 0; i < n; i++) {
                cells[i] = x.narrow(0, i, 1).mul(2);
            }
            Tensor.cat(0, cells).sum().backward();
            assertEquals(2, x.grad().get(n / 2));
        });
    }
}
