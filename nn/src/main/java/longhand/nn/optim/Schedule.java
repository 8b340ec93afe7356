package longhand.nn.optim;

import longhand.names.Given;

/**
 * The learning rate as a function of time, counted in epochs or in steps, whichever the training loop passes. Each is
 * PyTorch's scheduler of that name in closed form, so there is no state to save.
 */
@FunctionalInterface
public interface Schedule {
    /**
     * @param base the learning rate that the optimiser was made with, or set to since
     * @param time epochs or steps that are finished: 0 at the start
     */
    double lr(double base, long time);

    /** Always the base rate. */
    static Schedule constant() {
        return (base, time) -> base;
    }

    /** base · gamma^⌊time / size⌋: {@code StepLR}. */
    static Schedule step(int size, double gamma) {
        requirePositive("size", size);
        Optimizer.requireAtLeastZero("gamma", gamma);
        return (base, time) -> base * StrictMath.pow(gamma, Math.floorDiv(time, size));
    }

    /**
     * From base down to {@code min} along half a cosine over {@code length}, and {@code min} after it: {@code
     * CosineAnnealingLR}.
     */
    static Schedule cosine(long length, double min) {
        requirePositive("length", length);
        Optimizer.requireAtLeastZero("min", min);
        return (base, time) -> cosine(base, min, Math.min(1, (double) time / length));
    }

    /**
     * Up to {@code max} over the first {@code warm} share of {@code length}, then down to almost nothing, both along a
     * cosine (Smith and Topin 2017): {@code OneCycleLR}, without its cycling of momentum. The base rate does not
     * matter: it starts at max / 25 and ends at max / 250,000.
     */
    static Schedule oneCycle(double max, long length, double warm) {
        Optimizer.requireAtLeastZero("max", max);
        requirePositive("length", length);
        Optimizer.requireFraction("warm", warm);
        double start = max / 25;
        double end = start / 1e4;
        double top = warm * length - 1;
        return (base, time) -> time < top
                ? cosine(start, max, time / top)
                : cosine(max, end, Math.min(1, (time - top) / (length - 1 - top)));
    }

    /**
     * Up in a straight line from {@code factor} · base to what {@code then} says, over {@code length}: {@code
     * LinearLR}.
     */
    static Schedule warmUp(long length, double factor, Schedule then) {
        requirePositive("length", length);
        Optimizer.requireFraction("factor", factor);
        Given.required(then, "schedule", "the one after the warm-up", "pass Schedule.constant()");
        return (base, time) -> then.lr(base, time) * (time >= length ? 1 : factor + (1 - factor) * time / length);
    }

    private static double cosine(double from, double to, double progress) {
        return to + (from - to) * (1 + StrictMath.cos(Math.PI * progress)) / 2;
    }

    private static void requirePositive(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("schedule: " + what + " = " + value
                    + ". Rule: it is at least 1. Fix: pass 1 or more.");
        }
    }
}
