package longhand.notebooks;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import longhand.cli.run.PlotScale;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Line charts for lessons, drawn with XChart; a lesson may build any other XChart chart and it is shown as well. */
public final class Charts {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 320;
    private static final int MOST_LISTED = 8;

    private Charts() {
    }

    /**
     * Lines over 1, 2, 3, ….
     *
     * @param lines from the name in the legend to the values; use a {@code LinkedHashMap} to fix the order
     */
    public static XYChart lines(String title, String xLabel, String yLabel, Map<String, double[]> lines) {
        PlotScale scale = PlotScale.of(lines.values().toArray(double[][]::new));
        XYChart chart = empty(title, xLabel, yLabel, scale);
        lines.forEach((name, values) -> {
            double[] x = new double[values.length];
            Arrays.setAll(x, i -> i + 1);
            add(chart, name, x, scale.apply(values));
        });
        return chart;
    }

    /** One line through the points {@code (x[i], y[i])}. */
    public static XYChart line(String title, String xLabel, String yLabel, double[] x, double[] y) {
        PlotScale xScale = PlotScale.of(x);
        PlotScale yScale = PlotScale.of(y);
        XYChart chart = empty(title, xScale.label(xLabel), yLabel, yScale);
        chart.getStyler().setLegendVisible(false);
        if (xScale.hasEnds()) {
            chart.getStyler().setXAxisMin(xScale.low()).setXAxisMax(xScale.high());
        }
        add(chart, yLabel, xScale.apply(x), yScale.apply(y));
        return chart;
    }

    /** XChart refuses lines without points. */
    private static void add(XYChart chart, String name, double[] x, double[] y) {
        if (y.length > 0) {
            chart.addSeries(name, x, y).setMarker(SeriesMarkers.CIRCLE);
        }
    }

    /** A bar for each name. */
    public static CategoryChart bars(String title, String xLabel, String yLabel, Map<String, Double> bars) {
        double[] heights = bars.values().stream().mapToDouble(Double::doubleValue).toArray();
        PlotScale scale = PlotScale.of(heights, new double[] {0}); // bars stand on 0
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(xLabel)
                .yAxisTitle(scale.label(yLabel)).build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setXAxisLabelRotation(30);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        if (scale.hasEnds()) {
            chart.getStyler().setYAxisMin(scale.low()).setYAxisMax(scale.high());
        }
        if (!bars.isEmpty()) {
            chart.addSeries(yLabel, List.copyOf(bars.keySet()), Arrays.stream(scale.apply(heights)).boxed().toList());
        }
        return chart;
    }

    private static XYChart empty(String title, String xLabel, String yLabel, PlotScale scale) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(HEIGHT).title(title).xAxisTitle(xLabel)
                .yAxisTitle(scale.label(yLabel))
                .build();
        if (scale.hasEnds()) {
            chart.getStyler().setYAxisMin(scale.low()).setYAxisMax(scale.high());
        }
        chart.getStyler().setLegendPosition(Styler.LegendPosition.InsideNE);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        return chart;
    }

    static BufferedImage draw(Chart<?, ?> chart) {
        BufferedImage image = new BufferedImage(chart.getWidth(), chart.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        chart.paint(graphics, chart.getWidth(), chart.getHeight());
        graphics.dispose();
        return image;
    }

    /** The chart in words: its title and the numbers drawn (4 significant digits). */
    static String describe(Chart<?, ?> chart) {
        String title = "chart: " + chart.getTitle();
        return switch (chart) {
            case XYChart lines -> title + lines.getSeriesCollection().stream()
                    .map(s -> describe(s.getName(), s.getYData())).collect(Collectors.joining());
            case CategoryChart bars -> title + bars.getSeriesCollection().stream()
                    .map(s -> describe(s.getName(), s.getYData())).collect(Collectors.joining());
            default -> title;
        };
    }

    private static String describe(String name, double[] values) {
        String numbers = Arrays.stream(values).limit(MOST_LISTED)
                .mapToObj(v -> String.format(Locale.ROOT, "%.4g", v)).collect(Collectors.joining(", "));
        return "\n  " + name + ": " + numbers
                + (values.length > MOST_LISTED ? ", … (" + values.length + " points)" : "");
    }
}
