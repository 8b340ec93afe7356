package longhand.random;

import java.util.OptionalDouble;

/**
 * PyTorch's CPU random number generator: after the same seed the same calls give the same numbers.
 *
 * <p>Integers and uniform numbers are exactly PyTorch's; normal numbers agree to 10⁻⁶ (PyTorch computes their
 * logarithm, sine and cosine in single precision). Checked against PyTorch 1.13; the streams are the same in 2.x. Two
 * builds of PyTorch differ in {@link #bernoulli}: this is the one without Intel's MKL.
 *
 * <p>Methods fill the first {@code n} elements of an array. They are safe to call from several threads, but which
 * thread draws first is then a matter of luck: for reproducible numbers draw from one thread, or give each its own
 * generator.
 */
public final class Generator {
    /** Length of {@link #state}. */
    public static final int STATE_BYTES = 5056;

    /** The seed of a generator that nobody seeded: {@code torch.Generator().initial_seed()}. */
    public static final long DEFAULT_SEED = 67280421310721L;

    private static final Generator DEFAULT = new Generator(DEFAULT_SEED);
    private static final float TWO_PI = (float) (2 * Math.PI);
    private static final int BLOCK = 16;

    private Mt19937 engine;
    private long seed;
    /** Box–Muller makes normal numbers in pairs; the scalar path keeps the second for the next call. */
    private OptionalDouble spareNormal = OptionalDouble.empty();

    /** A generator of its own with {@link #DEFAULT_SEED}. */
    public Generator() {
        this(DEFAULT_SEED);
    }

    /** A generator of its own, seeded. */
    public Generator(long seed) {
        seed(seed);
    }

    /** The generator of this process: whoever is given none draws from it. */
    public static Generator defaultGenerator() {
        return DEFAULT;
    }

    /** Seeds the generator of this process and returns it ({@code torch.manual_seed}). */
    public static Generator manualSeed(long seed) {
        return DEFAULT.seed(seed);
    }

    /** Starts over from {@code seed}, of which, as in PyTorch, only the low 32 bits matter. */
    public synchronized Generator seed(long seed) {
        this.seed = seed;
        this.engine = new Mt19937(seed);
        this.spareNormal = OptionalDouble.empty();
        return this;
    }

    /** The seed this generator last started from. */
    public synchronized long initialSeed() {
        return seed;
    }

    /** 32 random bits. */
    public synchronized int nextInt() {
        return engine.nextInt();
    }

    /** 64 random bits: two draws, the first in the upper half. */
    public synchronized long nextLong() {
        long upper = Integer.toUnsignedLong(engine.nextInt());
        return upper << 32 | Integer.toUnsignedLong(engine.nextInt());
    }

    /**
     * A number from 0 to 2⁶³ − 1: {@code torch.empty((), dtype=torch.int64).random_()}, the seed that a DataLoader
     * draws.
     */
    public long random64() {
        return nextLong() & Long.MAX_VALUE;
    }

    /** A float in [0, 1): the low 24 bits of a draw times 2⁻²⁴. */
    public synchronized float nextFloat() {
        return unitFloat();
    }

    private float unitFloat() {
        return (engine.nextInt() & 0xffffff) * 0x1p-24f;
    }

    /** A double in [0, 1): the low 53 bits of a 64-bit draw times 2⁻⁵³. */
    public double nextDouble() {
        return (nextLong() & ((1L << 53) - 1)) * 0x1p-53;
    }

    /** {@code torch.rand(n)}: uniform in [0, 1). */
    public float[] rand(int n) {
        float[] out = new float[Room.count("rand", n)];
        uniform(out, n, 0, 1);
        return out;
    }

    /** {@code torch.randn(n)}: normal with mean 0 and standard deviation 1. */
    public float[] randn(int n) {
        float[] out = new float[Room.count("randn", n)];
        normal(out, n, 0, 1);
        return out;
    }

    /** {@code uniform_(low, high)}: fills the first {@code n} elements. */
    public synchronized void uniform(float[] out, int n, double low, double high) {
        Room.requireCount("uniform", out, n);
        float from = (float) low;
        float width = (float) high - from;
        if (!(low <= high && Float.isFinite(from) && Float.isFinite(width))) {
            throw new IllegalArgumentException("uniform: from " + low + " to " + high
                    + " is no range. Rule: low is at most high, and float32 holds both and their distance. Fix: "
                    + (low > high ? "exchange them." : "stay between -1.7e38 and 1.7e38."));
        }
        for (int i = 0; i < n; i++) {
            out[i] = (float) ((double) unitFloat() * width + from);
        }
    }

    /**
     * {@code normal_(mean, std)}: fills the first {@code n} elements.
     *
     * <p>PyTorch lays normal numbers out in two ways, and so the first 15 of 15 are not the first 15 of 16. Fewer than
     * 16 numbers are made one by one from double draws. From 16 on, blocks of 16 uniform floats become 16 normal ones,
     * element j with element j + 8; an incomplete last block is covered by drawing the last 16 elements anew.
     *
     * @throws IllegalArgumentException if {@code std} is negative
     */
    public synchronized void normal(float[] out, int n, double mean, double std) {
        Room.requireCount("normal", out, n);
        if (!(std >= 0)) {
            throw new IllegalArgumentException("normal: standard deviation " + std + " must be 0 or more");
        }
        if (n < BLOCK) {
            for (int i = 0; i < n; i++) {
                out[i] = (float) (nextNormal() * std + mean);
            }
            return;
        }
        uniform(out, n, 0, 1);
        for (int start = 0; start + BLOCK <= n; start += BLOCK) {
            boxMuller(out, start, (float) mean, (float) std);
        }
        if (n % BLOCK != 0) {
            int start = n - BLOCK;
            for (int i = start; i < n; i++) {
                out[i] = unitFloat();
            }
            boxMuller(out, start, (float) mean, (float) std);
        }
    }

    /**
     * 16 uniform numbers become 16 normal ones (G. Box and M. Muller, 1958): elements j and j + 8 are a radius and an
     * angle.
     */
    private static void boxMuller(float[] block, int start, float mean, float std) {
        int half = BLOCK / 2;
        for (int j = start; j < start + half; j++) {
            float radius = (float) Math.sqrt(-2 * Math.log(1 - block[j]));
            float angle = TWO_PI * block[j + half];
            block[j] = Math.fma((float) (radius * Math.cos(angle)), std, mean);
            block[j + half] = Math.fma((float) (radius * Math.sin(angle)), std, mean);
        }
    }

    private double nextNormal() {
        if (spareNormal.isPresent()) {
            double spare = spareNormal.getAsDouble();
            spareNormal = OptionalDouble.empty();
            return spare;
        }
        double angle = 2 * Math.PI * nextDouble();
        double radius = Math.sqrt(-2 * Math.log1p(-nextDouble()));
        spareNormal = OptionalDouble.of(radius * Math.sin(angle));
        return radius * Math.cos(angle);
    }

    /**
     * {@code bernoulli_(p)}: fills the first {@code n} elements with 1 (probability {@code p}) or 0.
     *
     * @throws IllegalArgumentException if {@code p} is not a probability
     */
    public synchronized void bernoulli(float[] out, int n, double p) {
        Room.requireCount("bernoulli", out, n);
        Probability.require("bernoulli", "p", p);
        for (int i = 0; i < n; i++) {
            out[i] = nextDouble() < p ? 1 : 0;
        }
    }

    /** {@code torch.randint(low, high, (n,))} for 32-bit integers: {@code low} is possible, {@code high} is not. */
    public synchronized int[] randint(int low, int high, int n) {
        int[] out = new int[Room.count("randint", n)];
        for (int i = 0; i < n; i++) {
            out[i] = (int) nextBetween(low, high);
        }
        return out;
    }

    /**
     * One element of {@code torch.randint(low, high, …)}: a draw modulo the range, 32 bits wide unless the range needs
     * 64.
     *
     * @throws IllegalArgumentException if {@code high} is not greater than {@code low}
     */
    public synchronized long nextBetween(long low, long high) {
        if (low >= high) {
            throw new IllegalArgumentException("randint: high " + high + " must be greater than low " + low);
        }
        long range = high - low; // as an unsigned number right even where the subtraction overflows
        boolean wide = Long.compareUnsigned(range, 1L << 32) >= 0;
        return low + Long.remainderUnsigned(wide ? nextLong() : Integer.toUnsignedLong(nextInt()), range);
    }

    /** {@code torch.randperm(n)}: the numbers 0 … n − 1 in random order (Fisher–Yates from the front). */
    public synchronized int[] randperm(int n) {
        int[] order = new int[Room.count("randperm", n)];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int i = 0; i < n - 1; i++) {
            int other = i + Integer.remainderUnsigned(nextInt(), n - i);
            int swapped = order[i];
            order[i] = order[other];
            order[other] = swapped;
        }
        return order;
    }

    /** Everything needed to go on from here: the {@link #STATE_BYTES} bytes of {@code torch.get_rng_state()}. */
    public synchronized byte[] state() {
        return GeneratorState.write(new GeneratorState(seed, engine, spareNormal));
    }

    /**
     * Goes on from a state saved by {@link #state()} or by {@code torch.get_rng_state()}.
     *
     * @throws IllegalArgumentException if the bytes are no such state
     */
    public synchronized Generator state(byte[] saved) {
        GeneratorState read = GeneratorState.read(saved);
        seed = read.seed();
        engine = read.engine();
        spareNormal = read.spareNormal();
        return this;
    }
}
