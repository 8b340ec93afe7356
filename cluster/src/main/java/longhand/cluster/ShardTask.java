package longhand.cluster;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import longhand.nn.training.GradientTree;
import longhand.nn.training.ShardResult;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import scala.Tuple2;

/**
 * What a worker computes in a step: the gradients of its shards, added up as far as they are neighbours in the tree,
 * and cut into slices, each for the task that adds up this slice.
 */
final class ShardTask implements PairFlatMapFunction<Iterator<Work>, Integer, Message> {
    private static final long serialVersionUID = 1L;

    private final Broadcast<byte[][]> numbers;

    /** @param numbers parameters and buffers before the step */
    ShardTask(Broadcast<byte[][]> numbers) {
        this.numbers = numbers;
    }

    @Override
    public Iterator<Tuple2<Integer, Message>> call(Iterator<Work> works) {
        List<Tuple2<Integer, Message>> messages = new ArrayList<>();
        works.forEachRemaining(work -> {
            try {
                messages.addAll(compute(work));
            } catch (RuntimeException | OutOfMemoryError e) {
                messages.add(new Tuple2<>(0, new Message.Failure(e instanceof OutOfMemoryError
                        ? "a worker has not enough memory (" + e.getMessage()
                        + "). Fix: --worker-memory 8g, more shards or a smaller --batch-size"
                        : e.getMessage() == null ? e.toString() : e.getMessage())));
            }
        });
        return messages.iterator();
    }

    private List<Tuple2<Integer, Message>> compute(Work work) {
        Worker worker = Worker.of(work.job());
        byte[][] before = numbers.value();
        long start = System.nanoTime();
        worker.take(before[0]);
        float[] buffers = Numbers.toFloats(before[1]);
        GradientTree tree = worker.tree();
        tree.clear(); // a task before this one may have been given up in the middle
        List<ShardResult.Rest> rest = new ArrayList<>();
        for (int i = 0; i < work.images().size(); i++) {
            int shard = work.first() + i;
            ShardResult result = worker.compute(work.images().get(i), buffers, work.batchImages(), work.step(), shard);
            tree.add(new GradientTree.Node(shard, shard + 1, result.gradient()));
            rest.add(result.rest());
        }
        List<Tuple2<Integer, Message>> messages = pieces(tree.nodes(), work.slices());
        tree.clear();
        messages.add(new Tuple2<>(0, new Message.Report(work.first(), rest, (System.nanoTime() - start) / 1e9)));
        return messages;
    }

    private static List<Tuple2<Integer, Message>> pieces(List<GradientTree.Node> nodes, int slices) {
        List<Tuple2<Integer, Message>> pieces = new ArrayList<>();
        for (GradientTree.Node node : nodes) {
            int n = node.sum().length;
            for (int slice = 0; slice < slices; slice++) {
                byte[] numbers = Numbers.toBytes(node.sum(), start(slice, slices, n), start(slice + 1, slices, n));
                pieces.add(new Tuple2<>(slice, new Message.Piece(node.from(), node.to(), numbers)));
            }
        }
        return pieces;
    }

    /** Where a slice of that many numbers begins. */
    static int start(int slice, int slices, int numbers) {
        return (int) ((long) slice * numbers / slices);
    }
}
