package longhand.explain.mistake;

import longhand.explain.computation.Reduction;

/** What is taken for a mean: of the numbers of a window or of a channel, or of the losses of the samples. */
enum WrongMean {
    MEDIAN(Likelihood.USUAL, "median", "the median", Reduction.MEDIAN),
    MIDDLE_OF_RANGE(Likelihood.RARE, "middle-of-range", "the mean of largest and smallest number",
            Reduction.MIDDLE_OF_RANGE),
    GEOMETRIC(Likelihood.ODD, "geometric-mean", "the geometric mean", Reduction.GEOMETRIC_MEAN);

    private final Likelihood likelihood;
    private final String id;
    private final String words;
    private final Reduction reduction;

    WrongMean(Likelihood likelihood, String id, String words, Reduction reduction) {
        this.likelihood = likelihood;
        this.id = id;
        this.words = words;
        this.reduction = reduction;
    }

    Likelihood likelihood() {
        return likelihood;
    }

    /** The name in files, or its end. */
    String id() {
        return id;
    }

    /** The beginning of a sentence. */
    String words() {
        return words;
    }

    Reduction reduction() {
        return reduction;
    }
}
