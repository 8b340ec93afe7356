package longhand.explain.computation;

/** A number that is set for an operation, beside the arrays that it reads. */
public enum Setting {
    LEARNING_RATE("the learning rate"), MOMENTUM("the momentum"), WEIGHT_DECAY("the weight decay"), BETA1("β₁"),
    BETA2("β₂"), EPSILON("ε"), STEP("the number of the step");

    private final String words;

    Setting(String words) {
        this.words = words;
    }

    /** Whether a number can be read as this setting: nobody takes the second step for step 2.7. */
    public boolean allows(double value) {
        return switch (this) {
            case STEP -> value >= 1 && value == Math.rint(value);
            case BETA1, BETA2 -> value >= 0 && value < 1;
            default -> value >= 0;
        };
    }

    /** As it stands in a sentence. */
    @Override
    public String toString() {
        return words;
    }
}
