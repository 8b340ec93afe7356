package longhand.nn;

import java.util.List;
import longhand.ops.Joining;
import longhand.tensor.Tensor;

/** Parallel paths whose results are joined along the channels, as in an Inception block (S4 §9). */
public final class Concat extends Parallel {
    private static final int CHANNELS = 1;

    /** Paths with results [batch, channels of the path, h, w]: batch, h and w agree. */
    public Concat(Layer... paths) {
        super(paths);
    }

    @Override
    Tensor join(List<Tensor> results) {
        return Joining.cat(CHANNELS, results);
    }
}
