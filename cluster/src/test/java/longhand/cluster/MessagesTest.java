package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import longhand.datasets.transforms.Transform;
import longhand.nn.training.shards.ShardResult;
import org.junit.jupiter.api.Test;

/** What is sent as bytes is the same afterwards, and not longer than the other side lets it be. */
class MessagesTest {
    private static final List<Transform> NONE = List.of();

    @Test
    void work() {
        Images first = new Images(new byte[][] {{1, 2, 3, 4}, {5, 6, 7, -8}}, new int[] {9, 0}, new int[] {70_000, 1},
                -5L);
        Images second = new Images(new byte[][] {{0, 0, 0, 1}}, new int[] {2}, new int[] {3}, -5L);
        byte[] bytes = new Work(1L << 40, 3, 2, new float[] {1.5f, Float.NaN}, List.of(first, second)).toBytes();
        Work copy = Work.of(bytes, 4);
        assertEquals(1L << 40, copy.step());
        assertEquals(3, copy.batchImages());
        assertEquals(2, copy.shards());
        assertArrayEquals(new float[] {1.5f, Float.NaN}, copy.buffers());
        assertEquals(2, copy.images().size());
        assertArrayEquals(first.pixels(), copy.images().get(0).pixels());
        assertArrayEquals(first.labels(), copy.images().get(0).labels());
        assertArrayEquals(first.indices(), copy.images().get(0).indices());
        assertArrayEquals(second.pixels(), copy.images().get(1).pixels());
        assertEquals(-5L, copy.images().get(1).sampleSeed());
        Job job = new Job("nin", new int[] {1, 2, 2}, 10, 2, 1, 3, NONE, "cpu", 1, "");
        assertEquals(Work.mostBytes(job, 2), bytes.length);
    }

    @Test
    void report() {
        ShardResult.Rest rest = new ShardResult.Rest(4, 0.1, 3, new boolean[] {true, false, true}, new float[] {2, 3});
        byte[] bytes = new Report(0.25, List.of(rest, rest)).toBytes();
        Report copy = Report.of(bytes);
        assertEquals(0.25, copy.seconds());
        assertEquals(2, copy.shards().size());
        for (ShardResult.Rest shard : copy.shards()) {
            assertEquals(4, shard.images());
            assertEquals(0.1, shard.loss());
            assertEquals(3, shard.correct());
            assertArrayEquals(rest.reached(), shard.reached());
            assertArrayEquals(rest.buffers(), shard.buffers());
        }
        assertEquals(Report.mostBytes(2, 3, 2), bytes.length);
        assertTrue(Report.of(new Report(1, List.of()).toBytes()).shards().isEmpty());
    }
}
