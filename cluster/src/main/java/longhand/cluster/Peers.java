package longhand.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import longhand.nn.training.shards.GradientTree;

/**
 * The workers of a group as one of them sees them. The numbers of the model are cut into as many slices as there are
 * workers; each worker adds up one slice of the gradients, and hands one slice of the weights to all others. So each
 * sends and receives about the model twice in a step, however many they are.
 */
final class Peers implements Closeable {
    private static final int WAIT_MILLIS = 10_000;

    private final Share share;
    private final Link[] links;
    private final ExecutorService senders = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

    /** What one worker does for another one in an exchange. */
    @FunctionalInterface
    private interface Part {
        void of(int worker) throws IOException;
    }

    /** Connects to the workers before this one in the list, and waits for those after it. */
    Peers(int rank, List<InetSocketAddress> all, Door door, Secret secret) throws IOException, InterruptedException {
        share = new Share(rank, all.size());
        links = new Link[all.size()];
        try {
            for (int r = 0; r < rank; r++) {
                links[r] = Link.call(all.get(r), secret);
                links[r].send(ByteBuffer.allocate(Integer.BYTES).putInt(rank).array());
            }
            for (int missing = all.size() - 1 - rank; missing > 0; missing--) {
                Link link = door.next(WAIT_MILLIS)
                        .orElseThrow(() -> new IOException("other workers did not connect to " + all.get(rank)));
                links[ByteBuffer.wrap(link.receive(Integer.BYTES)).getInt()] = link;
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Which part this worker has. */
    Share share() {
        return share;
    }

    /** Makes the whole of the slices: each worker has its own. */
    void gather(float[] numbers) throws IOException {
        int rank = share.rank();
        exchange(r -> links[r].send(numbers, start(rank, numbers), start(rank + 1, numbers)),
                r -> {
                    if (r != rank) {
                        links[r].receive(numbers, start(r, numbers), start(r + 1, numbers));
                    }
                });
    }

    /**
     * Adds up the slice of this worker along the tree over all shards.
     *
     * @param own the sums that this worker has, of whole gradients
     * @param shards how many shards there are
     * @param length numbers of a gradient
     */
    float[] sum(List<GradientTree.Node> own, int shards, int length) throws IOException {
        int from = share.slice(share.rank(), length);
        int to = share.slice(share.rank() + 1, length);
        GradientTree tree = new GradientTree();
        exchange(r -> {
            for (GradientTree.Node node : own) {
                links[r].send(node.sum(), share.slice(r, length), share.slice(r + 1, length));
            }
        }, r -> {
            for (GradientTree.Node node : r == share.rank() ? own : nodes(r, shards)) {
                float[] slice = new float[to - from];
                if (r == share.rank()) {
                    System.arraycopy(node.sum(), from, slice, 0, slice.length);
                } else {
                    links[r].receive(slice, 0, slice.length);
                }
                tree.add(new GradientTree.Node(node.from(), node.to(), slice));
            }
        });
        return tree.total();
    }

    private int start(int worker, float[] numbers) {
        return share.slice(worker, numbers.length);
    }

    /** Of which sums a worker sends slices: that follows from its shards. */
    private List<GradientTree.Node> nodes(int worker, int shards) {
        GradientTree tree = new GradientTree();
        for (int s = share.shard(worker, shards); s < share.shard(worker + 1, shards); s++) {
            tree.add(new GradientTree.Node(s, s + 1, new float[0]));
        }
        return tree.nodes();
    }

    /** Sends to all others at the same time, and receives from one after another, in their order. */
    private void exchange(Part sending, Part receiving) throws IOException {
        List<Future<?>> sent = new ArrayList<>();
        for (int i = 1; i < share.size(); i++) {
            int r = (share.rank() + i) % share.size(); // not all to the same one first
            sent.add(senders.submit(() -> {
                sending.of(r);
                return r;
            }));
        }
        for (int r = 0; r < share.size(); r++) {
            receiving.of(r);
        }
        for (Future<?> one : sent) {
            await(one);
        }
    }

    private static void await(Future<?> one) throws IOException {
        try {
            one.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("this worker is no longer wanted");
        }
    }

    @Override
    public void close() {
        senders.shutdownNow();
        for (Link link : links) {
            if (link != null) {
                link.close();
            }
        }
    }
}
