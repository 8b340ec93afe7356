package longhand.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import longhand.nn.training.shards.ShardResult;

/**
 * What is small about the shards that a worker has computed; its slice of the gradient comes beside it.
 *
 * @param seconds how long their computation took
 * @param shards one after another
 */
record Report(double seconds, List<ShardResult.Rest> shards) {
    private static final int HEAD = Double.BYTES + Integer.BYTES;
    private static final int SHARD_HEAD = Double.BYTES + 4 * Integer.BYTES;

    /** The largest size of such a message. */
    static int mostBytes(int shards, int parameters, int buffers) {
        return Math.toIntExact(HEAD + (long) shards * (SHARD_HEAD + parameters + (long) Float.BYTES * buffers));
    }

    byte[] toBytes() {
        int size = HEAD;
        for (ShardResult.Rest shard : shards) {
            size += SHARD_HEAD + shard.reached().length + Float.BYTES * shard.buffers().length;
        }
        ByteBuffer to = ByteBuffer.allocate(size).putDouble(seconds).putInt(shards.size());
        for (ShardResult.Rest shard : shards) {
            to.putInt(shard.images()).putDouble(shard.loss()).putInt(shard.correct()).putInt(shard.reached().length);
            for (boolean reached : shard.reached()) {
                to.put((byte) (reached ? 1 : 0));
            }
            putFloats(to, shard.buffers());
        }
        return to.array();
    }

    static Report of(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        double seconds = from.getDouble();
        List<ShardResult.Rest> shards = new ArrayList<>();
        for (int left = from.getInt(); left > 0; left--) {
            int images = from.getInt();
            double loss = from.getDouble();
            int correct = from.getInt();
            boolean[] reached = new boolean[from.getInt()];
            for (int i = 0; i < reached.length; i++) {
                reached[i] = from.get() != 0;
            }
            shards.add(new ShardResult.Rest(images, loss, correct, reached, floats(from)));
        }
        return new Report(seconds, shards);
    }

    /** Writes numbers and, before them, how many they are. */
    static void putFloats(ByteBuffer to, float[] numbers) {
        to.putInt(numbers.length).asFloatBuffer().put(numbers);
        to.position(to.position() + Float.BYTES * numbers.length);
    }

    /** Reads what {@link #putFloats} wrote. */
    static float[] floats(ByteBuffer from) {
        float[] numbers = new float[from.getInt()];
        from.asFloatBuffer().get(numbers);
        from.position(from.position() + Float.BYTES * numbers.length);
        return numbers;
    }
}
