package longhand.backend.cpu.loops;

/** Multiply-adds that need no memory: a benchmark of the CPU's arithmetic, one for each set of loops. */
@FunctionalInterface
public interface MultiplyAdds {
    /** Independent chains of multiply-adds: enough to hide the latency of each. */
    int CHAINS = 10;

    /** Does rounds · {@link #CHAINS} · {@link Kernels#lanes} multiply-adds in registers. The result means nothing. */
    float run(int rounds);
}
