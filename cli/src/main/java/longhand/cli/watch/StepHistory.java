package longhand.cli.watch;

import java.util.ArrayList;
import java.util.List;
import longhand.cli.run.StepRecord;
import longhand.nn.training.StepResult;

/**
 * The steps of a run as the page draws them, never more than a few thousand: of a long run, every second, fourth, ….
 */
final class StepHistory {
    private static final int MOST = 4000;
    private static final int GRADIENT_NORM = 3;

    private List<double[]> rows = new ArrayList<>();

    /** A row: step, loss, learning rate, gradient norm, loss and accuracy of the epoch so far; NaN if not known. */
    static double[] row(StepRecord step, double epochLoss, double epochAccuracy) {
        return new double[] {step.step(), step.loss(), step.lr(), step.gradientNorm(), epochLoss, epochAccuracy};
    }

    static double[] row(StepResult result, double gradientNorm) {
        return row(new StepRecord(result.step(), result.loss(), result.lr(), gradientNorm), result.sums().loss(),
                result.sums().accuracy());
    }

    void add(double[] row) {
        rows.add(row);
        if (rows.size() > MOST) {
            List<double[]> half = new ArrayList<>();
            for (int i = 1; i < rows.size(); i += 2) {
                double[] kept = rows.get(i).clone();
                if (Double.isNaN(kept[GRADIENT_NORM])) {
                    kept[GRADIENT_NORM] = rows.get(i - 1)[GRADIENT_NORM];
                }
                half.add(kept);
            }
            rows = half;
        }
    }

    /** A copy of the list. */
    List<double[]> rows() {
        return List.copyOf(rows);
    }
}
