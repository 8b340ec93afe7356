package longhand.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import longhand.nn.training.GradientTree;
import org.apache.spark.api.java.function.FlatMapFunction;
import scala.Tuple2;

/** Adds up one slice of the gradients along the tree, whatever the order in which the pieces arrive. */
final class SliceSum implements FlatMapFunction<Iterator<Tuple2<Integer, Message>>, Message> {
    private static final long serialVersionUID = 1L;

    @Override
    public Iterator<Message> call(Iterator<Tuple2<Integer, Message>> messages) {
        List<Message.Piece> pieces = new ArrayList<>();
        List<Message> results = new ArrayList<>();
        Optional<Integer> slice = Optional.empty();
        while (messages.hasNext()) {
            Tuple2<Integer, Message> next = messages.next();
            if (next._2() instanceof Message.Piece piece) {
                pieces.add(piece);
                slice = Optional.of(next._1());
            } else {
                results.add(next._2());
            }
        }
        slice.ifPresent(number -> results.add(new Message.Total(number, sum(pieces))));
        return results.iterator();
    }

    private static byte[] sum(List<Message.Piece> pieces) {
        pieces.sort(Comparator.comparing(Message.Piece::from));
        GradientTree tree = new GradientTree();
        for (Message.Piece piece : pieces) {
            tree.add(new GradientTree.Node(piece.from(), piece.to(), Numbers.toFloats(piece.sum())));
        }
        return Numbers.toBytes(tree.total());
    }
}
