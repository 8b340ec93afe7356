package longhand.explain.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.LayerSpec;
import longhand.explain.ReceptiveField;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.computation.FieldRule;
import longhand.explain.computation.LayerCount;
import longhand.explain.computation.ParameterRule;
import longhand.explain.computation.SizeRule;
import longhand.explain.mistake.Model;
import longhand.shape.Size2d;

/**
 * Something to be counted about layers.
 *
 * @param input rows and columns of the image; only output sizes need it
 * @param view {@code forward} for the last layer, or all layers together, and {@code layers} for each of them
 */
public record LayersProblem(Quantity quantity, Size2d input, List<LayerSpec> layers, String view) implements Problem {

    /** What is counted. */
    public enum Quantity {
        OUTPUT_SIZE, PARAMETERS, RECEPTIVE_FIELD;

        /** The name on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public LayersProblem {
        layers = List.copyOf(layers);
    }

    /** A view of a quantity. */
    public static LayersProblem of(Quantity quantity, Size2d input, List<LayerSpec> layers, String view) {
        LayersProblem problem = new LayersProblem(quantity, input, layers, ViewNames.of(view));
        problem.asked();
        return problem;
    }

    @Override
    public String operation() {
        return quantity.toString();
    }

    @Override
    public SizeWorking size() {
        String each = view.equals(ViewNames.LAYERS) ? "there is one result for each layer"
                : "there is one result behind the last layer";
        return new SizeWorking(each, quantity == Quantity.PARAMETERS ? each : "a size has a height and a width");
    }

    @Override
    public Explanation explanation() {
        return switch (quantity) {
            case OUTPUT_SIZE -> Explain.outputSizes(input, layers);
            case PARAMETERS -> Explain.parameters(layers);
            case RECEPTIVE_FIELD -> Explain.receptiveFields(layers);
        };
    }

    @Override
    public String question() {
        String all = layers.stream().map(LayerSpec::toString).collect(Collectors.joining("; "));
        String which = view.equals(ViewNames.LAYERS) ? "each of the layers" : layers.size() == 1 ? "the layer"
                : "the layers";
        return switch (quantity) {
            case OUTPUT_SIZE -> "How many rows and columns are there behind " + which + " " + all + "? The input has "
                    + input.h() + " rows and " + input.w() + " columns.";
            case PARAMETERS -> "How many parameters " + (layers.size() == 1 ? "has " : "have ") + which + " " + all
                    + "?";
            case RECEPTIVE_FIELD -> "On how many rows and columns of the input does one number behind " + which
                    + " depend? " + all;
        };
    }

    /** Where everything is square, one number may stand for rows and columns. */
    @Override
    public Written normalised(Written answer) {
        Values truth = truth();
        boolean square = quantity != Quantity.PARAMETERS
                && IntStream.range(0, truth.size()).allMatch(i -> truth.get(i) == truth.get(i - i % 2));
        Values written = answer.values();
        boolean oneEach = 2 * written.size() == truth.size() && Math.max(written.rows(), written.columns())
                == written.size();
        if (!square || !oneEach) {
            return answer;
        }
        double[] both = new double[truth.size()];
        double[] rounding = new double[truth.size()];
        Arrays.setAll(both, i -> answer.values().get(i / 2));
        Arrays.setAll(rounding, i -> answer.rounding()[i / 2]);
        return new Written(Values.of(both, truth.dims()), rounding, answer.finest());
    }

    @Override
    public Model<?> model() {
        boolean each = view.equals(ViewNames.LAYERS);
        double[] pixel = {ReceptiveField.PIXEL.size().h(), ReceptiveField.PIXEL.step().h()};
        return switch (quantity) {
            case OUTPUT_SIZE -> Model.ofSizes(new LayerCount<>(List.of(new double[] {input.h()},
                    new double[] {input.w()}), layers, SizeRule.RIGHT, each));
            case PARAMETERS -> Model.ofParameters(new LayerCount<>(List.of(new double[] {0}), layers,
                    ParameterRule.right(each), each));
            case RECEPTIVE_FIELD -> Model.ofFields(new LayerCount<>(List.of(pixel, pixel), layers, FieldRule.RIGHT,
                    each));
        };
    }
}
