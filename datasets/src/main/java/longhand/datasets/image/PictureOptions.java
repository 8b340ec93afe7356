package longhand.datasets.image;

import java.util.OptionalInt;
import longhand.names.Given;

/**
 * How to load somebody's own pictures.
 *
 * @param channels 1 for gray, 3 for colour; empty: gray if all pictures are
 * @param testShare which share of each class is kept for the test, if the folder does not say
 * @param seed from which it is drawn which
 * @param skipBad whether to leave out what cannot be used, instead of stopping
 * @param cacheBytes how much memory decoded pictures may take
 * @param howToSkip what whoever reads that something cannot be used can say to have it left out, as an option of a
 *     command; empty: there is nothing
 */
public record PictureOptions(OptionalInt channels, double testShare, long seed, boolean skipBad, long cacheBytes,
        String howToSkip) {
    /** A fifth. */
    public static final double DEFAULT_TEST_SHARE = 0.2;
    private static final long MOST_CACHE = 1L << 30;

    /** @throws IllegalArgumentException if the channels are not 1 or 3, or the share is not between 0 and 1 */
    public PictureOptions {
        if (channels.orElse(1) != 1 && channels.orElse(1) != 3) {
            throw new IllegalArgumentException("pictures: " + channels.getAsInt()
                    + " channels. Rule: 1 (gray) or 3 (colour). Fix: pass one of these");
        }
        if (!(testShare > 0 && testShare < 1)) {
            throw new IllegalArgumentException("pictures: a test share of " + testShare
                    + ". Rule: more than 0 and less than 1. Fix: pass such a share, as 0.2");
        }
    }

    /** A fifth for the test; stops at what cannot be used; up to a gigabyte or a quarter of Java's memory is kept. */
    public static PictureOptions defaults() {
        return new PictureOptions(OptionalInt.empty(), DEFAULT_TEST_SHARE, 0, false,
                Math.min(MOST_CACHE, Runtime.getRuntime().maxMemory() / 4), "PictureOptions.withSkipBad(true)");
    }

    /** So many channels. */
    public PictureOptions withChannels(int value) {
        return new PictureOptions(OptionalInt.of(value), testShare, seed, skipBad, cacheBytes, howToSkip);
    }

    /** Another share for the test, drawn from this seed. */
    public PictureOptions withTestShare(double share, long fromSeed) {
        return new PictureOptions(channels, share, fromSeed, skipBad, cacheBytes, howToSkip);
    }

    /** Leaves out what cannot be used, or stops. */
    public PictureOptions withSkipBad(boolean value) {
        return new PictureOptions(channels, testShare, seed, value, cacheBytes, howToSkip);
    }

    /** Another bound of the memory for decoded pictures. */
    public PictureOptions withCacheBytes(long value) {
        return new PictureOptions(channels, testShare, seed, skipBad, value, howToSkip);
    }

    /** Other words for how to have left out what cannot be used; empty: there is no way. */
    public PictureOptions withHowToSkip(String value) {
        return new PictureOptions(channels, testShare, seed, skipBad, cacheBytes,
                Given.required(value, "PictureOptions.withHowToSkip", "the words", "pass \"\" if there is no way"));
    }
}
