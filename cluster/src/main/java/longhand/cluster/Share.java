package longhand.cluster;

/**
 * Which part of the shards, and of the numbers of a model, each worker of a group has.
 *
 * @param rank number of this worker
 * @param size how many workers there are
 */
record Share(int rank, int size) {
    /** Where the slice of a worker begins; that of the next one ends it. */
    int slice(int worker, int numbers) {
        return (int) ((long) worker * numbers / size);
    }

    /** The first shard of a worker. */
    int shard(int worker, int shards) {
        return slice(worker, shards);
    }
}
