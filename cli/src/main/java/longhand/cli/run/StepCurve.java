package longhand.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A number of every step as a curve of not too many points, each the mean of some steps that follow one another. */
final class StepCurve {
    private StepCurve() {}

    /** Points (last step of the group, mean of the group); steps of which the number is NaN do not count. */
    static List<double[]> of(List<StepRecord> steps, int mostPoints, ToDoubleFunction<StepRecord> value) {
        List<StepRecord> known = steps.stream().filter(step -> !Double.isNaN(value.applyAsDouble(step))).toList();
        int group = Math.max(1, Math.ceilDiv(known.size(), mostPoints));
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < known.size(); i += group) {
            List<StepRecord> part = known.subList(i, Math.min(known.size(), i + group));
            points.add(new double[] {part.getLast().step(),
                    part.stream().mapToDouble(value).average().orElseThrow()});
        }
        return points;
    }
}
