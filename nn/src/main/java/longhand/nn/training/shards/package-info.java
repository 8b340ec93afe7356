/**
 * Batches in shards, as a cluster trains: the same numbers whoever computes which shard. Not exported to users.
 *
 * <p>Read {@link longhand.nn.training.shards.Shards}, which says how a batch is split; {@link
 * longhand.nn.training.shards.ShardedBatch}, which computes the shards one after another; {@link
 * longhand.nn.training.shards.GradientTree}, which adds their gradients.
 */
package longhand.nn.training.shards;
