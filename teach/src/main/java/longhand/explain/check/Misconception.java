package longhand.explain.check;

/** The mistakes that are looked for in a wrong answer, each with the sentence that a student reads. */
public enum Misconception {
    KERNEL_FLIPPED("the kernel was rotated by 180° (that is convolution as in mathematics); here it is laid on the input as it "
            + "stands"),
    KERNEL_TRANSPOSED("rows and columns of the kernel were exchanged"),
    ROWS_AND_COLUMNS_SWAPPED("rows and columns of the answer are exchanged"),
    STRIDE_IGNORED("the stride was ignored: the window was moved by 1"),
    STRIDE_OFF_BY_ONE("the stride is off by one"),
    STRIDE_OF_WINDOW("the window was moved by its own size instead of the stride"),
    PADDING_IGNORED("the padding was ignored"),
    PADDING_OFF_BY_ONE("the padding is off by one"),
    DILATION_IGNORED("the dilation was ignored: the kernel's elements were laid on neighbouring pixels"),
    DILATION_OFF_BY_ONE("the dilation is off by one: a dilation of d moves d pixels from element to element, it does not skip d"),
    CHANNELS_NOT_SUMMED("the input channels were not added up: there is one result for each of them"),
    ONLY_FIRST_CHANNEL("only the first input channel was used"),
    ONLY_FIRST_OUTPUT("only the first output channel is given"),
    CHANNELS_POOLED_TOGETHER("the channels were pooled together; each channel is pooled on its own"),
    BIAS_MISSING("the bias was not added"),
    BIAS_PER_CHANNEL("the bias was added once for each input channel; it is added once"),
    AVERAGE_INSTEAD_OF_MAX("the mean was taken instead of the maximum"),
    MAX_INSTEAD_OF_AVERAGE("the maximum was taken instead of the mean"),
    SUM_INSTEAD_OF_AVERAGE("the numbers were added up but not divided by their count"),
    PADDING_COUNTED("the padding was counted although it must not be"),
    PADDING_NOT_COUNTED("the padding was left out of the count although it belongs to it"),
    ONE_SLIP("one number is wrong, all others are right"),
    WRONG_SIZE("the size is wrong");

    private final String sentence;

    Misconception(String sentence) {
        this.sentence = sentence;
    }

    /** What went wrong, without full stop. */
    public String sentence() {
        return sentence;
    }

    /** The name in files: kernel-flipped. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
