package longhand.backend.cpu;

import longhand.backend.Backends;
import longhand.backend.cpu.loops.MultiplyAdds;
import longhand.backend.cpu.threads.Workers;

/** How much all threads can compute. */
final class Peak {
    private static final int RUNS = 12;
    private static final int ROUNDS = 4_000_000;

    private Peak() {}

    /** The best of some runs, in GFLOP/s. */
    static double measure(MultiplyAdds loop, int lanes) {
        int threads = Backends.threads();
        double flop = 2.0 * ROUNDS * MultiplyAdds.CHAINS * lanes * threads;
        float[] results = new float[threads];
        double best = 0;
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            Workers.run(threads, part -> results[part] = loop.run(ROUNDS));
            best = Math.max(best, flop / (System.nanoTime() - start));
        }
        return best;
    }
}
