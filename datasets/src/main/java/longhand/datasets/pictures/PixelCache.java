package longhand.datasets.pictures;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * Keeps pictures that were decoded, up to a number of bytes: the first that come. Every epoch asks for each picture
 * once, in another order, so that exchanging one for another would gain nothing.
 */
final class PixelCache {
    private final AtomicReferenceArray<byte[]> kept;
    private final AtomicLong room;

    /**
     * @param count how many pictures there are
     * @param mostBytes how much memory they may take
     */
    PixelCache(int count, long mostBytes) {
        this.kept = new AtomicReferenceArray<>(count);
        this.room = new AtomicLong(mostBytes);
    }

    /** The pixels of a picture; made, and kept if there is room. */
    byte[] get(int index, IntFunction<byte[]> make) {
        byte[] found = kept.get(index);
        if (found != null) {
            return found;
        }
        byte[] made = make.apply(index);
        if (room.addAndGet(-made.length) < 0 || !kept.compareAndSet(index, null, made)) {
            room.addAndGet(made.length);
        }
        return made;
    }
}
