package longhand.cluster;

import java.io.Serializable;
import java.util.List;

/**
 * What a worker has to do in a step: some neighbouring shards.
 *
 * @param job what all steps have in common
 * @param step steps done before
 * @param batchImages how many images the whole batch has
 * @param slices into how many slices the gradient is cut
 * @param first number of the first shard
 * @param images those of each shard
 */
record Work(Job job, long step, int batchImages, int slices, int first, List<Images> images) implements Serializable {}
