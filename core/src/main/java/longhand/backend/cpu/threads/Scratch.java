package longhand.backend.cpu.threads;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.IntStream;

/**
 * Working memory that each thread keeps and uses again, so that kernels allocate nothing once warm.
 *
 * <pre>{@code
 * try (Scratch.Frame frame = Scratch.frame()) {
 *     float[] panels = frame.floats(rows * columns);
 *     …
 * }
 * }</pre>
 *
 * <p>A frame lends arrays that nobody else has; closing it takes them back. Frames nest, as method calls do: only the
 * innermost one lends, and only to the thread that opened it. Arrays may be lent on to helpers that work on parts of a
 * job, since the job ends before the frame is closed.
 *
 * <p>The contents of a lent array are arbitrary. With assertions on, as in the tests, they are NaN: whoever counts on
 * zeros, or goes on reading after the frame was closed, gets wrong numbers at once. And closing the frame then fails
 * if a kernel wrote more than it had asked for.
 *
 * <p>What threads keep is held softly, so the garbage collector may take it before memory runs out, and all of it is
 * dropped when it grows beyond a fraction of the maximal heap. Neither touches arrays that are lent.
 */
public final class Scratch {
    /** Vectors may be read, never used, this far past the end of an array. */
    public static final int PAD = 64;

    private static final int MOST_ARRAYS = 32;
    private static final float[] NOTHING = {};
    private static final long LIMIT = Runtime.getRuntime().maxMemory() / 8;

    private static final ThreadLocal<Stack> STACK = ThreadLocal.withInitial(Stack::new);
    /** Those of all living threads; its own lock. */
    private static final Set<Stack> STACKS = Collections.newSetFromMap(new WeakHashMap<>());

    private Scratch() {}

    /** Opens a frame for this thread; close it with try-with-resources. */
    public static Frame frame() {
        return STACK.get().open();
    }

    /** Bytes that all threads keep for their next frames, those that are lent included. */
    public static long keptBytes() {
        synchronized (STACKS) {
            return STACKS.stream().mapToLong(Stack::bytes).sum();
        }
    }

    /** Drops what all threads keep. */
    public static void trim() {
        synchronized (STACKS) {
            STACKS.forEach(stack -> stack.kept.clear());
        }
    }

    /** Drops what all threads keep if it is more than that many bytes. */
    static void trimAbove(long limit) {
        if (keptBytes() > limit) {
            trim();
        }
    }

    /** Arrays lent until closed. */
    public static final class Frame implements AutoCloseable {
        private final Stack stack;
        private final int depth;
        private int firstArray;

        private Frame(Stack stack, int depth) {
            this.stack = stack;
            this.depth = depth;
        }

        /** An array with at least {@code length} elements of arbitrary content, and {@link #PAD} to spare. */
        public float[] floats(int length) {
            stack.requireInnermost(this);
            return stack.lend(length);
        }

        /** Takes the arrays back; whoever lent them must have ended. */
        @Override
        public void close() {
            try {
                stack.requireInnermost(this);
                assert stack.padsAreUntouched(this) : "scratch: written past the end of an array. "
                        + "Fix: ask for as many elements as are written.";
            } finally {
                stack.close(this);
            }
        }
    }

    /** The arrays of one thread: the first {@link #lent} belong to its open frames, outermost first. */
    private static final class Stack {
        private final Thread owner = Thread.currentThread();
        private final List<Frame> frames = new ArrayList<>(); // by depth; they serve again and again
        private final int[] lengths = new int[MOST_ARRAYS];
        private volatile SoftReference<float[][]> kept = new SoftReference<>(null);
        private float[][] arrays; // null while no frame is open: then only the soft reference holds them
        private int open;
        private int lent;
        private boolean grown;

        Stack() {
            synchronized (STACKS) {
                STACKS.add(this);
            }
        }

        Frame open() {
            if (open == 0) {
                arrays = recalled();
            }
            if (open == frames.size()) {
                frames.add(new Frame(this, open));
            }
            Frame frame = frames.get(open++);
            frame.firstArray = lent;
            return frame;
        }

        private float[][] recalled() {
            float[][] before = kept.get();
            if (before != null) {
                return before;
            }
            float[][] none = new float[MOST_ARRAYS][];
            Arrays.fill(none, NOTHING);
            kept = new SoftReference<>(none);
            return none;
        }

        float[] lend(int length) {
            if (lent == MOST_ARRAYS) {
                throw new IllegalStateException("scratch: more than " + MOST_ARRAYS + " arrays at once. "
                        + "Fix: open frames for parts of the work.");
            }
            if (arrays[lent].length < length + PAD) {
                arrays[lent] = new float[length + PAD];
                assert forget(arrays[lent], length + PAD);
                grown = true;
            }
            lengths[lent] = length + PAD;
            return arrays[lent++];
        }

        /** Closes this frame, and those inside it that were forgotten. */
        void close(Frame frame) {
            if (owner != Thread.currentThread() || frame.depth >= open) {
                return;
            }
            while (lent > frame.firstArray) {
                lent--;
                assert forget(arrays[lent], lengths[lent]);
            }
            open = frame.depth;
            if (open == 0) {
                arrays = null;
                if (grown) {
                    grown = false;
                    trimAbove(LIMIT);
                }
            }
        }

        void requireInnermost(Frame frame) {
            if (owner != Thread.currentThread()) {
                throw new IllegalStateException("scratch: this frame belongs to another thread, " + owner.getName()
                        + ". Fix: open one inside the part of the job.");
            }
            if (frame.depth != open - 1) {
                throw new IllegalStateException("scratch: " + (frame.depth >= open
                        ? "this frame is closed. Fix: open another one."
                        : "a frame inside it is still open. Fix: take arrays from that one, and close it first."));
            }
        }

        private static boolean forget(float[] array, int length) {
            Arrays.fill(array, 0, length, Float.NaN);
            return true;
        }

        /** Whether what a frame's arrays have to spare was only read; with assertions on, it is NaN. */
        boolean padsAreUntouched(Frame frame) {
            return IntStream.range(frame.firstArray, lent).allMatch(i ->
                    IntStream.range(lengths[i] - PAD, lengths[i]).allMatch(at -> Float.isNaN(arrays[i][at])));
        }

        long bytes() {
            float[][] all = kept.get();
            return all == null ? 0 : Arrays.stream(all).mapToLong(array -> (long) array.length * Float.BYTES).sum();
        }
    }
}
