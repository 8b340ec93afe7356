package longhand.explain.computation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import longhand.explain.LayerSpec;

/**
 * A quantity that is followed from layer to layer.
 *
 * @param start what there is before the first layer, for each direction: rows and columns, or only one for both
 * @param layers the layers
 * @param rule what a layer makes of it
 * @param each whether there is a result for each layer, or only the last
 */
public record LayerCount<R extends LayerCount.Rule>(List<double[]> start, List<LayerSpec> layers, R rule, boolean each)
        implements Ruled<R, LayerCount<R>> {

    /** What one layer makes of the numbers of one direction. */
    @FunctionalInterface
    public interface Rule {
        /**
         * The numbers behind a layer; the first one is the result.
         *
         * @param columns whether it is the direction of the columns
         */
        double[] through(double[] before, LayerSpec layer, boolean columns);
    }

    @Override
    public LayerCount<R> rule(R other) {
        return new LayerCount<>(start, layers, other, each);
    }

    public LayerCount<R> layers(List<LayerSpec> other) {
        return new LayerCount<>(start, other, rule, each);
    }

    public LayerCount<R> start(UnaryOperator<double[]> change) {
        return new LayerCount<>(start.stream().map(change).toList(), layers, rule, each);
    }

    @Override
    public int[] dims() {
        boolean pairs = start.size() == 2;
        return each ? pairs ? new int[] {layers.size(), 2} : new int[] {layers.size()} : pairs ? new int[] {2}
                : new int[0];
    }

    @Override
    public boolean possible() {
        return !layers.isEmpty();
    }

    @Override
    public long cellCost() {
        return 10L * layers.size();
    }

    /** Counts are exact. */
    @Override
    public double magnitude() {
        return 0;
    }

    @Override
    public double cell(int position) {
        int layer = each ? position / start.size() : layers.size() - 1;
        int direction = position % start.size();
        List<double[]> numbers = new ArrayList<>(List.of(start.get(direction)));
        for (int i = 0; i <= layer; i++) {
            numbers.add(rule.through(numbers.getLast(), layers.get(i), direction == 1));
        }
        return numbers.getLast()[0];
    }
}
