package longhand.cluster;

import java.io.Serializable;
import java.util.List;
import longhand.datasets.transforms.Transform;
import longhand.nn.training.shards.Shards;

/**
 * What all steps of a run have in common.
 *
 * @param model name of the model
 * @param imageSize channels, height and width of the images as stored
 * @param classes how many there are
 * @param shards how many parts a batch has
 * @param seed where all chance comes from
 * @param batchSize images of a batch that is not the last one
 * @param transforms what becomes of an image before the network sees it
 * @param backend what computes
 * @param threads how many threads a worker computes with
 * @param fingerprint what each worker has to be, see {@link WorkerCheck}
 */
record Job(String model, int[] imageSize, int classes, int shards, long seed, int batchSize,
        List<Transform> transforms, String backend, int threads, String fingerprint) implements Serializable {
    /** Bytes of an image as stored. */
    int imageBytes() {
        return imageSize[0] * imageSize[1] * imageSize[2];
    }

    Shards split() {
        return new Shards(shards, seed);
    }
}
