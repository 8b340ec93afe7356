package longhand.explain;

/**
 * The settings of a step of Adam.
 *
 * @param lr the learning rate
 * @param beta1 how much of the first moment stays
 * @param beta2 how much of the second moment stays
 * @param eps what is added to the root of the second moment
 * @param decoupled whether the weight decay shrinks the weights themselves (AdamW), or is added to the gradient (Adam)
 * @param step which step it is, counted from 1
 */
public record AdamSettings(double lr, double beta1, double beta2, double eps, double weightDecay, boolean decoupled,
        int step) {

    public AdamSettings {
        require(beta1 >= 0 && beta1 < 1, "beta1 = " + beta1, "it is a share from 0 to below 1",
                "give 0.9, for example");
        require(beta2 >= 0 && beta2 < 1, "beta2 = " + beta2, "it is a share from 0 to below 1",
                "give 0.999, for example");
        require(eps >= 0, "eps = " + eps, "it keeps the divisor above 0, so it is 0 or more", "give 1e-8, for example");
        require(step >= 1, "step = " + step, "the first step is number 1", "give a whole number from 1");
    }

    private static void require(boolean holds, String given, String rule, String fix) {
        if (!holds) {
            throw new IllegalArgumentException("adam: " + given + ". Rule: " + rule + ". Fix: " + fix);
        }
    }
}
