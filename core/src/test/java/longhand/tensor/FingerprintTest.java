package longhand.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

/** Changes of an array that somebody outside holds are seen, whatever pattern they have. */
class FingerprintTest {
    private static final List<Consumer<float[]>> CHANGES = List.of(
            x -> x[x.length - 1] = Math.nextUp(x[x.length - 1]),
            x -> x[0] = -x[0],
            x -> eachOf(x, i -> x[i] = -x[i]),
            x -> eachOf(x, i -> x[i] *= 2),
            x -> eachOf(x, i -> x[i] = Math.nextUp(x[i])),
            x -> swap(x, 0, x.length - 1),
            x -> swap(x, x.length / 2, x.length / 2 - 1),
            x -> swap(x, 0, Math.min(4, x.length - 1)),
            x -> System.arraycopy(x, 0, x, 1, x.length - 1),
            x -> {
                x[0] = -x[0];
                x[x.length - 1] = -x[x.length - 1];
            });

    private static void eachOf(float[] x, IntConsumer change) {
        for (int i = 0; i < x.length; i++) {
            change.accept(i);
        }
    }

    private static void swap(float[] x, int i, int j) {
        float other = x[i];
        x[i] = x[j];
        x[j] = other;
    }

    @Test
    void everyChangeIsSeen() {
        for (int n : new int[] {2, 3, 4, 5, 7, 8, 9, 64, 1_000, 4_096}) {
            Random random = new Random(n);
            float[] numbers = new float[n];
            for (int i = 0; i < n; i++) {
                numbers[i] = 1 + random.nextFloat();
            }
            for (int c = 0; c < CHANGES.size(); c++) {
                float[] array = numbers.clone();
                Storage storage = Tensor.of(array, n).storage();
                long before = storage.fingerprint();
                assertEquals(before, storage.fingerprint());
                CHANGES.get(c).accept(array);
                assertNotEquals(before, storage.fingerprint(), "change " + c + " of " + n + " numbers");
            }
        }
    }

    /** Zeros of both signs, and numbers that repeat, where simple sums would see nothing. */
    @Test
    void patternsOfSignsAreSeen() {
        for (int step = 1; step <= 64; step++) {
            float[] array = new float[4_096];
            Storage storage = Tensor.of(array, array.length).storage();
            long before = storage.fingerprint();
            for (int i = 0; i < array.length; i += step) {
                array[i] = -0f;
            }
            assertNotEquals(before, storage.fingerprint(), "every " + step + "th sign");
        }
    }
}
