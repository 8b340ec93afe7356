package longhand.random;

/**
 * The Mersenne Twister MT19937: 624 words of state that yield 32 random bits a call, with period 2¹⁹⁹³⁷ − 1.
 *
 * <p>Source: M. Matsumoto and T. Nishimura, "Mersenne Twister: a 623-dimensionally equidistributed uniform
 * pseudo-random number generator", ACM TOMACS 8(1), 1998, with the seeding of 2002. Apache Commons Math has the same
 * recurrence (a test compares them) but keeps its state to itself, and resuming a training run bit for bit needs the
 * state.
 */
final class Mt19937 {
    static final int WORDS = 624;
    private static final int SHIFT = 397;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7fffffff;
    private static final int TWIST = 0x9908b0df;

    /** The state words. */
    final int[] state = new int[WORDS];
    /** Index of the next word to hand out; {@link #WORDS} when all are used up. */
    int next;

    /** Starts from the low 32 bits of {@code seed}. */
    Mt19937(long seed) {
        state[0] = (int) seed;
        for (int i = 1; i < WORDS; i++) {
            int previous = state[i - 1];
            state[i] = 1812433253 * (previous ^ (previous >>> 30)) + i;
        }
        next = WORDS;
    }

    /** The next 32 random bits. */
    int nextInt() {
        if (next == WORDS) {
            refill();
            next = 0;
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    /** Each word becomes a mixture of itself, its successor and the word 397 places on (all indices modulo 624). */
    private void refill() {
        for (int i = 0; i < WORDS; i++) {
            int joined = (state[i] & UPPER_BIT) | (state[(i + 1) % WORDS] & LOWER_BITS);
            int twisted = (joined >>> 1) ^ ((joined & 1) == 0 ? 0 : TWIST);
            state[i] = state[(i + SHIFT) % WORDS] ^ twisted;
        }
    }
}
