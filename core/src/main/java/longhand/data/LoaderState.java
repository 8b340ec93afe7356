package longhand.data;

/**
 * How far a {@link DataLoader} has come: enough to go on as if it had never stopped, together with the state of its
 * generator ({@link longhand.random.Generator#state()}), from which the epochs after this one take their order.
 *
 * @param epoch number of the epoch, from 0
 * @param batch number of the next batch in it, from 0
 * @param sampleSeed what {@link Dataset#read} gets in this epoch; {@link #NOT_DRAWN} before it begins
 * @param shuffleSeed what the order of this epoch comes from; {@link #NOT_DRAWN} before it begins and without shuffling
 */
public record LoaderState(int epoch, int batch, long sampleSeed, long shuffleSeed) {
    /** Stands for a seed that was not drawn; drawn seeds are never negative. */
    public static final long NOT_DRAWN = -1;

    /** @throws IllegalArgumentException if a number is negative, or the state is inside an epoch without seed */
    public LoaderState {
        if (epoch < 0 || batch < 0 || sampleSeed < NOT_DRAWN || shuffleSeed < NOT_DRAWN || batch > 0
                && sampleSeed == NOT_DRAWN) {
            throw new IllegalArgumentException("data loader: no loader was ever at epoch = " + epoch + ", batch = "
                    + batch + ", sampleSeed = " + sampleSeed + ", shuffleSeed = " + shuffleSeed
                    + ". Rule: none is negative, but a seed that is not drawn is " + NOT_DRAWN
                    + ", and sampleSeed is drawn before the first batch");
        }
    }

    /** Before the first batch of an epoch, nothing drawn for it yet. */
    public static LoaderState before(int epoch) {
        return new LoaderState(epoch, 0, NOT_DRAWN, NOT_DRAWN);
    }

    /** Whether the seeds of the epoch are drawn. */
    boolean begun() {
        return sampleSeed != NOT_DRAWN;
    }

    /** The same epoch at another batch. */
    LoaderState at(int newBatch) {
        return new LoaderState(epoch, newBatch, sampleSeed, shuffleSeed);
    }
}
