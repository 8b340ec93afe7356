package longhand.cli.run;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.ToDoubleFunction;
import longhand.nn.training.EpochResult;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Loss and accuracy over the epochs, side by side in one picture. */
final class Curves {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 380;
    /** More points than pixels show nothing more. */
    private static final int MOST_POINTS = 500;

    private static final Color STEPS = new Color(0xd0d8e0);
    private static final Color TRAIN = new Color(0x1f5fa8);
    private static final Color TEST = new Color(0xc8551b);

    private Curves() {}

    /** @param stepsPerEpoch to put steps on the axis of epochs */
    static BufferedImage draw(List<MetricsLog.StepLoss> steps, List<EpochResult> epochs, int stepsPerEpoch) {
        XYChart loss = chart("loss");
        addSteps(loss, steps, stepsPerEpoch);
        addEpochs(loss, "training", TRAIN, epochs, EpochResult::trainLoss);
        addEpochs(loss, "test", TEST, epochs, EpochResult::testLoss);
        XYChart accuracy = chart("accuracy");
        addEpochs(accuracy, "training", TRAIN, epochs, EpochResult::trainAccuracy);
        addEpochs(accuracy, "test", TEST, epochs, EpochResult::testAccuracy);

        BufferedImage image = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        loss.paint(graphics, WIDTH, HEIGHT);
        graphics.translate(WIDTH, 0);
        accuracy.paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        return image;
    }

    private static XYChart chart(String what) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle("epochs").yAxisTitle(what).build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setYAxisDecimalPattern("0.###");
        chart.getStyler().setXAxisMin(0.0);
        return chart;
    }

    /** The loss of the steps, in groups small enough to be drawn. */
    private static void addSteps(XYChart chart, List<MetricsLog.StepLoss> steps, int stepsPerEpoch) {
        if (steps.isEmpty()) {
            return;
        }
        int group = Math.ceilDiv(steps.size(), MOST_POINTS);
        int points = Math.ceilDiv(steps.size(), group);
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            List<MetricsLog.StepLoss> part = steps.subList(i * group, Math.min(steps.size(), (i + 1) * group));
            x[i] = (double) part.getLast().step() / stepsPerEpoch;
            y[i] = part.stream().mapToDouble(MetricsLog.StepLoss::loss).average().orElseThrow();
        }
        XYSeries series = chart.addSeries("training, step by step", x, y);
        series.setMarker(SeriesMarkers.NONE).setLineColor(STEPS);
    }

    private static void addEpochs(XYChart chart, String name, Color color, List<EpochResult> epochs,
            ToDoubleFunction<EpochResult> value) {
        List<EpochResult> known = epochs.stream().filter(result -> !Double.isNaN(value.applyAsDouble(result))).toList();
        if (!known.isEmpty()) {
            double[] x = known.stream().mapToDouble(EpochResult::epoch).toArray();
            double[] y = known.stream().mapToDouble(value).toArray();
            XYSeries series = chart.addSeries(name, x, y);
            series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color).setLineColor(color);
        }
    }
}
