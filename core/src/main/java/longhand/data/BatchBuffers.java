package longhand.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/** Arrays of released batches, kept for the next ones. Safe to use from several threads. */
final class BatchBuffers {
    private final int capacity;
    private final Deque<float[]> free = new ArrayDeque<>();

    /** @param capacity how many arrays to keep at most */
    BatchBuffers(int capacity) {
        this.capacity = capacity;
    }

    /** An array of exactly this length, with whatever is in it. */
    synchronized float[] take(int length) {
        for (Iterator<float[]> it = free.iterator(); it.hasNext(); ) {
            float[] buffer = it.next();
            if (buffer.length == length) {
                it.remove();
                return buffer;
            }
        }
        return new float[length];
    }

    /** Keeps {@code buffer} for later; the one that has waited longest makes room for it. */
    synchronized void giveBack(float[] buffer) {
        if (free.size() == capacity) {
            free.removeFirst();
        }
        free.addLast(buffer);
    }
}
