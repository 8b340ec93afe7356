package longhand.tensor;

import java.lang.ref.SoftReference;
import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Free arrays, kept to be used again. Safe to use from several threads.
 *
 * <p>Two things keep it from growing without limit: at most a fixed number of elements is kept, and the array that has
 * waited longest makes room; and all of it is held softly, so that the garbage collector takes it before memory runs
 * out.
 *
 * @param <A> {@code float[]} or {@code int[]}
 */
final class ArrayPool<A> {
    /** Smaller arrays are cheaper to allocate than to keep. */
    private static final int SMALLEST = 1024;

    private final IntFunction<A> allocate;
    private final long capacity;
    private SoftReference<Kept<A>> kept = new SoftReference<>(null);

    /** @param capacity how many elements all kept arrays may have together */
    ArrayPool(IntFunction<A> allocate, long capacity) {
        this.allocate = allocate;
        this.capacity = capacity;
    }

    /** An array of exactly this length, whose content is arbitrary. */
    A take(int length) {
        if (length >= SMALLEST) {
            synchronized (this) {
                Kept<A> all = kept.get();
                Deque<A> fitting = all == null ? null : all.byLength.get(length);
                if (fitting != null && !fitting.isEmpty()) {
                    A array = fitting.pop(); // the last one given: part of it may still be in the processor's cache
                    all.byAge.remove(array);
                    all.elements -= length;
                    return array;
                }
            }
        }
        return allocate.apply(length);
    }

    /** Keeps an array that nobody uses any more. */
    void give(A array) {
        int length = Array.getLength(array);
        if (length >= SMALLEST && length <= capacity) {
            synchronized (this) {
                Kept<A> all = kept.get();
                if (all == null) {
                    all = new Kept<>();
                    kept = new SoftReference<>(all);
                }
                all.byLength.computeIfAbsent(length, n -> new ArrayDeque<>()).push(array);
                all.byAge.add(array);
                all.elements += length;
                while (all.elements > capacity) {
                    all.dropOldest();
                }
            }
        }
    }

    /** Drops all arrays. */
    synchronized void clear() {
        kept.clear();
    }

    /** How many elements the kept arrays have together. */
    synchronized long elements() {
        Kept<A> all = kept.get();
        return all == null ? 0 : all.elements;
    }

    private static final class Kept<A> {
        /** The arrays of each length, last given first. */
        final Map<Integer, Deque<A>> byLength = new HashMap<>();
        /** The same arrays, first given first. (An array equals only itself.) */
        final LinkedHashSet<A> byAge = new LinkedHashSet<>();
        long elements;

        void dropOldest() {
            int length = Array.getLength(byAge.removeFirst());
            Deque<A> sameLength = byLength.get(length);
            sameLength.removeLast();
            if (sameLength.isEmpty()) {
                byLength.remove(length);
            }
            elements -= length;
        }
    }
}
