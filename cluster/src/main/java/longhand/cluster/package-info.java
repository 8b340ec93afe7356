/**
 * Training on many computers with Apache Spark, with the same bits as on one. To read in this order: {@link
 * longhand.cluster.ClusterGradients} (a step, as the driver sees it), {@link longhand.cluster.ShardTask} (what a worker
 * does), {@link longhand.cluster.Peers} (how workers add up their gradients), {@link longhand.cluster.Group} (what
 * happens when one is lost), {@link longhand.cluster.Link} (who may connect), {@link longhand.cluster.Cluster} (how
 * Spark is started) and {@link longhand.cluster.WorkerCheck} (who may compute).
 */
package longhand.cluster;
