/**
 * Training on many computers with Apache Spark, with the same bits as on one. To read in this order: {@link
 * longhand.cluster.SparkGradients} (a step, as the driver sees it), {@link longhand.cluster.ShardTask} (what a worker
 * computes), {@link longhand.cluster.SliceSum} (how sums are made on the way back), {@link longhand.cluster.Cluster}
 * (how Spark is started) and {@link longhand.cluster.WorkerCheck} (who may take part).
 */
package longhand.cluster;
