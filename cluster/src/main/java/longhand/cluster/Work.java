package longhand.cluster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker has to do in a step: some neighbouring shards. The weights come beside it.
 *
 * @param step steps done before
 * @param batchImages how many images the whole batch has
 * @param shards how many shards the whole batch has
 * @param buffers running statistics before the step
 * @param images those of each shard of the worker
 */
record Work(long step, int batchImages, int shards, float[] buffers, List<Images> images) {
    private static final int IMAGE_HEAD = 2 * Integer.BYTES;
    private static final int SHARD_HEAD = Integer.BYTES + Long.BYTES;
    private static final int HEAD = Long.BYTES + 4 * Integer.BYTES;

    /** The largest size of such a message. */
    static int mostBytes(Job job, int buffers) {
        return Math.toIntExact(HEAD + (long) Float.BYTES * buffers + (long) SHARD_HEAD * job.shards()
                + (long) job.batchSize() * (IMAGE_HEAD + job.imageBytes()));
    }

    byte[] toBytes() {
        int size = HEAD + Float.BYTES * buffers.length;
        for (Images some : images) {
            size += SHARD_HEAD;
            for (byte[] pixels : some.pixels()) {
                size += IMAGE_HEAD + pixels.length;
            }
        }
        ByteBuffer to = ByteBuffer.allocate(size).putLong(step).putInt(batchImages).putInt(shards);
        Report.putFloats(to, buffers);
        to.putInt(images.size());
        for (Images some : images) {
            to.putInt(some.size()).putLong(some.sampleSeed());
            for (int i = 0; i < some.size(); i++) {
                to.putInt(some.labels()[i]).putInt(some.indices()[i]).put(some.pixels()[i]);
            }
        }
        return to.array();
    }

    static Work of(byte[] bytes, int imageBytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        long step = from.getLong();
        int batchImages = from.getInt();
        int shards = from.getInt();
        float[] buffers = Report.floats(from);
        List<Images> images = new ArrayList<>();
        for (int left = from.getInt(); left > 0; left--) {
            int n = from.getInt();
            Images some = new Images(new byte[n][imageBytes], new int[n], new int[n], from.getLong());
            for (int i = 0; i < n; i++) {
                some.labels()[i] = from.getInt();
                some.indices()[i] = from.getInt();
                from.get(some.pixels()[i]);
            }
            images.add(some);
        }
        return new Work(step, batchImages, shards, buffers, images);
    }
}
