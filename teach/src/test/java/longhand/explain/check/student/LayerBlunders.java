package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import longhand.explain.check.LayersProblem.Quantity;
import longhand.explain.check.student.LayerSheet.Layer;

/** Mistakes in counting: output sizes, parameters, receptive fields. */
final class LayerBlunders {
    private final List<Blunder> all = new ArrayList<>();

    static List<Blunder> all() {
        LayerBlunders b = new LayerBlunders();
        b.sizes();
        b.parameters();
        b.fields();
        b.lists();
        return b.all;
    }

    private void add(String family, String name, Predicate<LayerSheet> can, Consumer<LayerSheet> make) {
        all.add(Blunder.of(LayerSheet.class, family, name, can, make));
    }

    private void size(String name, Consumer<LayerSheet> make) {
        add("output size", name, s -> s.quantity == Quantity.OUTPUT_SIZE, make);
    }

    private void sizes() {
        size("1 not added", s -> s.plus = 0);
        size("padding on one side", s -> s.paddings = 1);
        size("padding ignored", s -> s.paddings = 0);
        size("rounded up", s -> s.rounding = Math::ceil);
        size("not rounded", s -> s.rounding = v -> v);
        size("stride ignored", s -> s.divide = (n, k) -> n);
        size("dilation ignored", s -> s.reach = (k, d) -> k);
        size("kernel times dilation", s -> s.reach = (k, d) -> k * d);
        size("kernel not subtracted", s -> s.reach = (k, d) -> 1);
        size("1 too many", s -> s.plus = 2);
        size("kernel minus one", s -> s.reach = (k, d) -> d * (k - 1));
    }

    private void parameter(String name, Consumer<LayerSheet> make) {
        add("parameters", name, s -> s.quantity == Quantity.PARAMETERS, make);
    }

    private void parameters() {
        parameter("input channels ignored", s -> s.weights = (l, h, w) -> l.out * h * w);
        parameter("output channels ignored", s -> s.weights = (l, h, w) -> l.in * h * w);
        parameter("one side of the kernel", s -> s.weights = (l, h, w) -> l.in * l.out * h);
        parameter("kernel ignored", s -> s.weights = (l, h, w) -> l.in * l.out);
        parameter("channels added", s -> s.weights = (l, h, w) -> (l.in + l.out) * h * w);
        parameter("biases ignored", s -> s.biases = (l, h, w) -> 0);
        parameter("bias for each input", s -> s.biases = (l, h, w) -> l.in);
        parameter("one bias", s -> s.biases = (l, h, w) -> 1);
        parameter("bias for each plane", s -> s.biases = (l, h, w) -> l.in * l.out);
        parameter("bias for each weight", s -> s.biases = (l, h, w) -> l.in * l.out * h * w);
        parameter("biases where there are none", s -> s.alwaysBias = true);
    }

    private void field(String name, Consumer<LayerSheet> make) {
        add("receptive field", name, s -> s.quantity == Quantity.RECEPTIVE_FIELD, make);
    }

    private void fields() {
        field("strides ignored", s -> s.wider = (r, j, k, d, t) -> r + d * (k - 1));
        field("whole kernel", s -> s.wider = (r, j, k, d, t) -> r + d * k * j);
        field("own stride", s -> s.wider = (r, j, k, d, t) -> r + d * (k - 1) * j * t);
        field("dilation ignored", s -> s.wider = (r, j, k, d, t) -> r + (k - 1) * j);
        field("last window only", s -> s.wider = (r, j, k, d, t) -> d * (k - 1) + 1);
        field("kernels multiplied", s -> s.wider = (r, j, k, d, t) -> r * k);
        field("strides added", s -> s.apart = (j, t) -> j == 1 ? t : j + t);
        field("stride of the layer before", s -> s.apart = (j, t) -> t);
        field("starts from 0", s -> s.pixel = 0);
    }

    private void lists() {
        Predicate<LayerSheet> several = s -> s.layers.size() > 1;
        add("layers", "one forgotten", s -> several.test(s) && !s.each, s -> s.layers.remove(s.pick(s.layers.size())));
        add("layers", "reversed", s -> several.test(s) && !s.each && s.quantity != Quantity.PARAMETERS,
                s -> s.layers = new ArrayList<>(s.layers.reversed()));
        add("layers", "only the last", s -> several.test(s) && !s.each,
                s -> s.layers = new ArrayList<>(List.of(s.layers.getLast())));
        add("layers", "poolings forgotten", s -> !s.each && s.layers.stream().anyMatch(l -> l.kind.equals("pool"))
                && s.layers.stream().anyMatch(l -> l.kind.equals("conv")),
                s -> s.layers.removeIf(l -> l.kind.equals("pool")));
        exchanged("kernel", l -> l.k[0] - l.k[1], l -> swap(l.k));
        exchanged("stride", l -> l.s[0] - l.s[1], l -> swap(l.s));
        add("layers", "window as stride", s -> s.quantity != Quantity.PARAMETERS,
                s -> s.layers.forEach(l -> l.s = l.k.clone()));
    }

    private void exchanged(String what, ToDoubleFunction<Layer> difference, Consumer<Layer> swap) {
        add("layers", what + " exchanged", s -> s.quantity != Quantity.PARAMETERS
                && s.layers.stream().anyMatch(l -> difference.applyAsDouble(l) != 0), s -> s.layers.forEach(swap));
    }

    private static void swap(double... pair) {
        double first = pair[0];
        pair[0] = pair[1];
        pair[1] = first;
    }
}
