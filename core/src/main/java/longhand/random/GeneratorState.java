package longhand.random;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.OptionalDouble;
import longhand.names.Given;

/**
 * A generator's state and its form as bytes, which is that of {@code torch.get_rng_state()}: 5056 bytes, little-endian.
 *
 * <pre>
 *   offset 0     int64   seed
 *          8     int32   left: words until the next refill (1: refill at the next draw)
 *          12    int32   1 (seeded)
 *          16    int64   index of the next word
 *          24    624 × int64 (upper halves 0)
 *          5016  3 × float64: unused, the spare normal number, unused
 *          5040  int32   1 if there is a spare normal number
 *          5044  12 bytes of zeros
 * </pre>
 *
 * @param seed what the generator started from
 * @param engine the source of bits; {@link #write} copies from it, {@link #read} makes a new one
 * @param spareNormal the second half of a Box–Muller pair, if one waits
 */
record GeneratorState(long seed, Mt19937 engine, OptionalDouble spareNormal) {
    private static final int BYTES = Generator.STATE_BYTES;
    private static final int NORMALS = 24 + 8 * Mt19937.WORDS;

    static byte[] write(GeneratorState from) {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        boolean usedUp = from.engine.next == Mt19937.WORDS;
        out.putLong(from.seed);
        out.putInt(usedUp ? 1 : Mt19937.WORDS + 1 - from.engine.next);
        out.putInt(1);
        out.putLong(from.engine.next);
        for (int word : from.engine.state) {
            out.putLong(Integer.toUnsignedLong(word));
        }
        out.putDouble(0).putDouble(from.spareNormal.orElse(0)).putDouble(0);
        out.putInt(from.spareNormal.isPresent() ? 1 : 0);
        return out.array();
    }

    static GeneratorState read(byte[] bytes) {
        if (Given.required(bytes, "generator state", "the array of bytes", "pass Generator.state()").length != BYTES) {
            throw new IllegalArgumentException(
                    "generator state: " + bytes.length + " bytes, expected the " + BYTES
                            + " of Generator.state() or torch.get_rng_state()");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        Mt19937 engine = new Mt19937(0);
        long seed = in.getLong();
        int left = in.getInt();
        int seeded = in.getInt();
        long next = in.getLong();
        if (seeded != 1 || left < 1 || left > Mt19937.WORDS || next < 0 || left > 1
                && next != Mt19937.WORDS + 1 - left) {
            throw new IllegalArgumentException("generator state: the bytes are damaged (left " + left + ", next "
                    + next + ")");
        }
        for (int i = 0; i < Mt19937.WORDS; i++) {
            engine.state[i] = (int) in.getLong();
        }
        engine.next = left == 1 ? Mt19937.WORDS : (int) next;
        boolean spare = in.getInt(NORMALS + 24) != 0;
        return new GeneratorState(seed, engine, spare ? OptionalDouble.of(in.getDouble(NORMALS + 8))
                : OptionalDouble.empty());
    }
}
