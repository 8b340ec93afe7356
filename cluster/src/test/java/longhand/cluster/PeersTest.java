package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import longhand.nn.training.shards.GradientTree;
import org.junit.jupiter.api.Test;

/** Sums over sockets, with a thread for each worker. */
class PeersTest {
    private static final Secret SECRET = new Secret("of the cluster", new byte[] {1});

    private static float[] gradient(int shard, int length) {
        Random random = new Random(shard);
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(8) - 4));
        }
        return numbers;
    }

    private static GradientTree tree(int from, int to, int length) {
        GradientTree tree = new GradientTree();
        for (int shard = from; shard < to; shard++) {
            tree.add(new GradientTree.Node(shard, shard + 1, gradient(shard, length)));
        }
        return tree;
    }

    /** Each worker's slices, put together: first of the sum, then of what they hand to each other. */
    private static float[] sum(int workers, int shards, int length) throws Exception {
        List<Door> doors = new ArrayList<>();
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            doors.add(new Door(InetAddress.getLoopbackAddress(), SECRET));
            addresses.add(doors.get(i).address());
        }
        List<Future<float[]>> all = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            for (int i = 0; i < workers; i++) {
                int rank = i;
                all.add(threads.submit(() -> {
                    try (Peers peers = new Peers(rank, addresses, doors.get(rank), SECRET)) {
                        Share share = peers.share();
                        GradientTree own = tree(share.shard(rank, shards), share.shard(rank + 1, shards), length);
                        float[] slice = peers.sum(own.nodes(), shards, length);
                        float[] whole = new float[length];
                        System.arraycopy(slice, 0, whole, share.slice(rank, length), slice.length);
                        peers.gather(whole);
                        return whole;
                    }
                }));
            }
        }
        for (Door door : doors) {
            door.close();
        }
        float[] first = all.getFirst().get(5, TimeUnit.MINUTES);
        for (Future<float[]> other : all) {
            assertArrayEquals(first, other.get());
        }
        return first;
    }

    @Test
    void bitsOfTheTreeForAnyNumberOfWorkers() throws Exception {
        for (int[] sizes : new int[][] {{8, 200_003}, {5, 17}, {1, 3}, {16, 70_000}}) {
            float[] expected = tree(0, sizes[0], sizes[1]).total();
            for (int workers : new int[] {1, 2, 3, 5, 8, 9}) {
                assertArrayEquals(expected, sum(workers, sizes[0], sizes[1]), workers + " workers");
            }
        }
    }
}
