package longhand.cluster;

import java.io.Serializable;
import java.util.List;
import longhand.nn.training.ShardResult;

/** What workers send to each other and to the driver. */
sealed interface Message extends Serializable {
    /**
     * A slice of the sum of the gradients of neighbouring shards.
     *
     * @param from number of the first shard
     * @param to number after the last one
     * @param sum the numbers, as bytes
     */
    record Piece(int from, int to, byte[] sum) implements Message {}

    /**
     * A slice of the gradient of the whole batch.
     *
     * @param slice its number
     * @param sum the numbers, as bytes
     */
    record Total(int slice, byte[] sum) implements Message {}

    /**
     * What is small about some shards.
     *
     * @param first number of the first of them
     * @param shards one after another
     * @param seconds how long their computation took
     */
    record Report(int first, List<ShardResult.Rest> shards, double seconds) implements Message {}

    /** That a worker could not do its work; another one could not either. @param reason one line */
    record Failure(String reason) implements Message {}
}
