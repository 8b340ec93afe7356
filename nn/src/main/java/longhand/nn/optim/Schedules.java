package longhand.nn.optim;

import java.util.List;
import longhand.names.Given;
import longhand.names.NearestName;

/** Learning-rate schedules by name, with lengths that follow from the length of a run; all go from step to step. */
public final class Schedules {
    private static final List<String> NAMES = List.of("constant", "step", "cosine", "one-cycle", "warm-up");
    private static final double WARM = 0.3;
    private static final double STEP_DECAY = 0.1;
    private static final double FIRST_FACTOR = 0.01;

    private Schedules() {}

    /** The names that {@link #create} knows. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A schedule for a run.
     *
     * <ul>
     *   <li>{@code constant}: always {@code lr}
     *   <li>{@code step}: a tenth of it in the second half
     *   <li>{@code cosine}: from it down to 0
     *   <li>{@code one-cycle}: up to it for 30 % of the run, then down
     *   <li>{@code warm-up}: up to it in the first tenth, then constant
     * </ul>
     *
     * @param lr the largest learning rate
     * @param steps steps of the whole run
     * @throws IllegalArgumentException if there is no schedule of that name
     */
    public static Schedule create(String name, double lr, long steps) {
        return switch (Given.required(name, "schedule", "its name", "pass constant, or another one")) {
            case "constant" -> Schedule.constant();
            case "step" -> Schedule.step((int) Math.ceilDiv(steps, 2), STEP_DECAY);
            case "cosine" -> Schedule.cosine(steps, 0);
            case "one-cycle" -> Schedule.oneCycle(lr, steps, WARM);
            case "warm-up" -> Schedule.warmUp(Math.ceilDiv(steps, 10), FIRST_FACTOR, Schedule.constant());
            default -> throw new IllegalArgumentException(NearestName.unknown("schedule", name, NAMES));
        };
    }
}
