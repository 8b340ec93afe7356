package longhand.cli.run;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import longhand.nn.training.EpochResult;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
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

    /**
     * @param stepsPerEpoch to put steps on the axis of epochs
     * @param heldOut what the images are called that epochs are tested on
     */
    static BufferedImage draw(List<StepRecord> steps, List<EpochResult> epochs, int stepsPerEpoch,
            String heldOut) {
        Line trainLoss = epochs("training", TRAIN, epochs, EpochResult::trainLoss);
        Line testLoss = epochs(heldOut, TEST, epochs, EpochResult::testLoss);
        XYChart loss = chart("loss", steps(steps, stepsPerEpoch), trainLoss, testLoss);
        XYChart accuracy = chart("accuracy", epochs("training", TRAIN, epochs, EpochResult::trainAccuracy),
                epochs(heldOut, TEST, epochs, EpochResult::testAccuracy));

        BufferedImage image = new BufferedImage(2 * WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        loss.paint(graphics, WIDTH, HEIGHT);
        graphics.translate(WIDTH, 0);
        accuracy.paint(graphics, WIDTH, HEIGHT);
        graphics.dispose();
        return image;
    }

    /** A line of a chart, with what it is called in the legend. */
    private record Line(String name, Color color, Marker marker, double[] x, double[] y) {}

    private static XYChart chart(String what, Line... lines) {
        PlotScale scale = PlotScale.of(Stream.of(lines).map(Line::y).toArray(double[][]::new));
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).xAxisTitle("epochs")
                .yAxisTitle(scale.label(what)).build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideS);
        chart.getStyler().setLegendLayout(Styler.LegendLayout.Horizontal);
        chart.getStyler().setYAxisDecimalPattern("0.###");
        chart.getStyler().setXAxisMin(0.0);
        if (scale.hasEnds()) {
            chart.getStyler().setYAxisMin(scale.low()).setYAxisMax(scale.high());
        }
        for (Line line : lines) {
            if (Arrays.stream(line.y).anyMatch(Double::isFinite)) {
                chart.addSeries(line.name, line.x, scale.apply(line.y)).setMarker(line.marker)
                        .setMarkerColor(line.color)
                        .setLineColor(line.color);
            }
        }
        return chart;
    }

    /** The loss of the steps, in groups small enough to be drawn. */
    private static Line steps(List<StepRecord> steps, int stepsPerEpoch) {
        int group = Math.max(1, Math.ceilDiv(steps.size(), MOST_POINTS));
        int points = Math.ceilDiv(steps.size(), group);
        double[] x = new double[points];
        double[] y = new double[points];
        for (int i = 0; i < points; i++) {
            List<StepRecord> part = steps.subList(i * group, Math.min(steps.size(), (i + 1) * group));
            x[i] = (double) part.getLast().step() / stepsPerEpoch;
            y[i] = part.stream().mapToDouble(StepRecord::loss).average().orElseThrow();
        }
        return new Line("training, step by step", STEPS, SeriesMarkers.NONE, x, y);
    }

    private static Line epochs(String name, Color color, List<EpochResult> epochs,
            ToDoubleFunction<EpochResult> value) {
        double[] x = epochs.stream().mapToDouble(EpochResult::epoch).toArray();
        return new Line(name, color, SeriesMarkers.CIRCLE, x, epochs.stream().mapToDouble(value).toArray());
    }
}
