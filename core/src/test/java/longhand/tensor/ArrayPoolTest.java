package longhand.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArrayPoolTest {

    private final ArrayPool<float[]> pool = new ArrayPool<>(float[]::new, 10_000);

    private static List<float[]> arrays(int... lengths) {
        List<float[]> arrays = new ArrayList<>();
        for (int length : lengths) {
            arrays.add(new float[length]);
        }
        return arrays;
    }

    @Test
    void theArrayGivenLastIsTakenFirst() {
        List<float[]> arrays = arrays(2000, 2000, 3000);
        arrays.forEach(pool::give);
        assertSame(arrays.get(1), pool.take(2000));
        assertSame(arrays.get(0), pool.take(2000));
        assertEquals(2000, pool.take(2000).length);
        assertEquals(3000, pool.elements());
    }

    @Test
    void whatHasWaitedLongestMakesRoom() {
        List<float[]> arrays = arrays(2000, 3000, 2000, 2500, 4000);
        arrays.forEach(pool::give); // 13,500: the first two have to go
        assertEquals(8500, pool.elements());
        assertSame(arrays.get(2), pool.take(2000));
        assertNotSame(arrays.get(0), pool.take(2000));
        assertNotSame(arrays.get(1), pool.take(3000));
        assertSame(arrays.get(3), pool.take(2500));
        assertSame(arrays.get(4), pool.take(4000));
        assertEquals(0, pool.elements());
    }

    @Test
    void idleArraysOfALengthInUseGoToo() {
        arrays(2000, 2000, 2000, 2000).forEach(pool::give);
        for (int round = 0; round < 10; round++) {
            float[] used = pool.take(2000);
            pool.give(used);
            pool.give(pool.take(3000));
            assertSame(used, pool.take(2000));
            pool.give(used);
        }
        float[] other = pool.take(3000);
        pool.give(other);
        assertSame(other, pool.take(3000), "once the idle ones are gone, nothing that is used has to go");
    }

    @Test
    void whatCannotFitPushesNothingOut() {
        float[] small = new float[2000];
        pool.give(small);
        pool.give(new float[10_001]);
        assertSame(small, pool.take(2000));
    }

    @Test
    void smallArraysAreNotKept() {
        pool.give(new float[10]);
        assertEquals(0, pool.elements());
    }

    @Test
    void clearingDropsEverything() {
        pool.give(new float[2000]);
        pool.clear();
        assertEquals(0, pool.elements());
        pool.give(new float[2000]);
        assertEquals(2000, pool.elements());
    }

    /** Against a plain model: never over the limit, never the same array to two at once. */
    @Test
    void anySequenceOfCalls() {
        SplittableRandom random = new SplittableRandom(1);
        Set<float[]> out = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int call = 0; call < 20_000; call++) {
            if (random.nextBoolean() || out.isEmpty()) {
                assertTrue(out.add(pool.take(1024 + random.nextInt(8) * 100)), "the array is in use already");
            } else {
                float[] array = out.iterator().next();
                out.remove(array);
                pool.give(array);
            }
            assertTrue(pool.elements() <= 10_000);
        }
    }
}
