package longhand.explain.mistake;

/**
 * The stages of a computation in which something can be done otherwise, in their order. A student who does two things
 * otherwise does so in two stages; two changes of the same stage exclude each other.
 */
public enum Stage {
    INPUT_ORDER, INPUT_SIGNS, INPUT_NUMBERS,
    KERNEL_ORDER, KERNEL_SIGNS, KERNEL_NUMBERS,
    UPSTREAM_ORDER, UPSTREAM_SIGNS, UPSTREAM_NUMBERS,
    LABELS,
    WINDOW, STRIDE, PADDING, DILATION, BORDER, COUNT,
    CHANNEL_ORDER, CHANNEL_SUM,
    PRODUCT, REDUCTION, POWER, TOTAL, BETWEEN, LOSS,
    DECAY, VELOCITY, STEP, FORMULA,
    BIAS_ORDER, BIAS,
    /** From here on, the finished answer is changed. */
    ACTIVATION, LAYOUT, PLANES, CROP, SIGN, SCALE, ROUNDING;

    /** Whether a change of this stage can give an answer another shape, together with others or alone. */
    public boolean mayChangeShape() {
        return compareTo(WINDOW) >= 0 && compareTo(COUNT) <= 0 || this == INPUT_ORDER || this == KERNEL_ORDER;
    }

    /** Whether changes of this stage work on a finished answer, whatever computed it. */
    public boolean isOfAnswer() {
        return compareTo(ACTIVATION) >= 0;
    }

    /** Whether changes of this stage move the numbers of a finished answer to other places. */
    public boolean movesNumbers() {
        return compareTo(LAYOUT) >= 0 && compareTo(CROP) <= 0;
    }
}
