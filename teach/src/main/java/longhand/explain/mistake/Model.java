package longhand.explain.mistake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import longhand.explain.computation.AdamStep;
import longhand.explain.computation.BatchNorm;
import longhand.explain.computation.BatchNormGradient;
import longhand.explain.computation.Border;
import longhand.explain.computation.Computation;
import longhand.explain.computation.Convolution;
import longhand.explain.computation.FieldRule;
import longhand.explain.computation.Layer;
import longhand.explain.computation.LayerCount;
import longhand.explain.computation.LinearLayer;
import longhand.explain.computation.OptimizerStep;
import longhand.explain.computation.ParameterRule;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Pooling;
import longhand.explain.computation.SgdStep;
import longhand.explain.computation.SizeRule;
import longhand.explain.computation.SoftmaxLoss;
import longhand.explain.computation.Walk;

/**
 * How a question is answered rightly, and what can be done otherwise on the way. Nothing of the latter is made before
 * it is asked for: most answers are right.
 *
 * @param right the right computation
 * @param changes what can be done otherwise before the answer is finished
 * @param elements the given numbers, each of which can be misread
 */
public record Model<C extends Computation>(C right, Supplier<List<Change<C>>> changes,
        Supplier<List<Element<C>>> elements) {

    /**
     * One of the given numbers.
     *
     * @param name where it stands: X[0, 1]
     * @param with the computation with another number in its place
     * @param allowed which numbers it can be taken for
     */
    public record Element<C>(String name, double value, BiFunction<C, Double, C> with, DoublePredicate allowed) {
        /** One that can be taken for any number. */
        public Element(String name, double value, BiFunction<C, Double, C> with) {
            this(name, value, with, taken -> true);
        }
    }

    public static Model<Convolution> of(Convolution right) {
        return new Model<>(right, () -> ConvolutionMistakes.of(right), () -> joined(List.of(
                ofLayer(right), border(right.walk(), (c, walk) -> c.walk(walk), Convolution::walk))));
    }

    /** @param max whether it is maximum pooling */
    public static Model<Pooling> of(Pooling right, boolean max) {
        return new Model<>(right, () -> PoolingMistakes.of(right, max),
                () -> joined(List.of(ofLayer(right),
                border(right.walk(), (c, walk) -> c.walk(walk), Pooling::walk))));
    }

    public static Model<LinearLayer> of(LinearLayer right) {
        return new Model<>(right, () -> LinearMistakes.of(right), () -> ofLayer(right));
    }

    public static Model<BatchNorm> of(BatchNorm right) {
        return new Model<>(right, () -> BatchNormMistakes.of(right), () -> ofBatchNorm(right));
    }

    public static Model<BatchNormGradient> of(BatchNormGradient right) {
        return new Model<>(right, () -> BatchNormGradientMistakes.of(right), () -> joined(List.of(
                elements("dY", right, BatchNormGradient::upstream, BatchNormGradient::upstream),
                ofBatchNorm(right.norm()).stream().map(e -> new Element<BatchNormGradient>(e.name(), e.value(),
                        (c, value) -> c.norm(e.with().apply(c.norm(), value)), e.allowed())).toList())));
    }

    private static List<Element<BatchNorm>> ofBatchNorm(BatchNorm right) {
        return joined(List.of(
                elements("X", right, BatchNorm::x, BatchNorm::x),
                given(1, elements("γ", right, BatchNorm::w, BatchNorm::w)),
                given(0, elements("β", right, BatchNorm::bias, BatchNorm::bias)),
                given(0, elements("the running mean", right, BatchNorm::mean, (c, p) -> c.running(p, c.variance()))),
                given(1, elements("the running variance", right, BatchNorm::variance,
                (c, p) -> c.running(c.mean(), p))),
                right.settings().all().stream().map(s -> new Element<BatchNorm>(s.toString(), right.settings().get(s),
                        (c, value) -> c.with(s, value), s::allows)).toList()));
    }

    public static Model<SoftmaxLoss> of(SoftmaxLoss right) {
        return new Model<>(right, () -> SoftmaxMistakes.of(right),
                () -> elements("Z", right, SoftmaxLoss::logits, SoftmaxLoss::logits));
    }

    /** @param velocity whether the new velocity is asked for, or else the new weights */
    public static Model<SgdStep> of(SgdStep right, boolean velocity) {
        return new Model<>(right, () -> SgdMistakes.of(right, velocity), () -> ofSettings(right));
    }

    public static Model<AdamStep> of(AdamStep right) {
        return new Model<>(right, () -> AdamMistakes.of(right), () -> ofSettings(right));
    }

    public static Model<LayerCount<SizeRule>> ofSizes(LayerCount<SizeRule> right) {
        return new Model<>(right, () -> LayerMistakes.ofSizes(right), List::of);
    }

    public static Model<LayerCount<ParameterRule>> ofParameters(LayerCount<ParameterRule> right) {
        return new Model<>(right, () -> LayerMistakes.ofParameters(right), List::of);
    }

    public static Model<LayerCount<FieldRule>> ofFields(LayerCount<FieldRule> right) {
        return new Model<>(right, () -> LayerMistakes.ofFields(right), List::of);
    }

    /** The zeros of a padding, which can be taken as any other number. */
    private static <C> List<Element<C>> border(Walk right, BiFunction<C, Walk, C> with, Function<C, Walk> get) {
        boolean padded = right.rows().before() + right.columns().before() > 0;
        return padded && right.border().equals(Border.ZERO) ? List.of(new Element<>("each number of the padding", 0,
                (c, value) -> with.apply(c, get.apply(c).border(Border.constant(value))))) : List.of();
    }

    private static <C extends Layer<C>> List<Element<C>> ofLayer(C right) {
        return joined(List.of(elements("X", right, Layer::x, Layer::x), elements("W", right, Layer::w, Layer::w),
                elements("b", right, Layer::bias, Layer::bias),
                elements("dY", right, Layer::upstream, Layer::upstream)));
    }

    private static <C extends OptimizerStep<C>> List<Element<C>> ofSettings(C right) {
        return right.settings().all().stream().filter(s -> right.get(s) != 0)
                .map(s -> new Element<C>(s.toString(), right.get(s), (c, value) -> c.with(s, value), s::allows))
                .toList();
    }

    /** No numbers if all are what is taken where none are given: what nobody has written cannot be misread. */
    private static <C> List<Element<C>> given(double usual, List<Element<C>> elements) {
        return elements.stream().allMatch(e -> e.value() == usual) ? List.of() : elements;
    }

    private static <C> List<Element<C>> joined(List<List<Element<C>>> all) {
        return all.stream().flatMap(List::stream).toList();
    }

    private static <C> List<Element<C>> elements(String name, C right, Function<C, Planes> get, BiFunction<C, Planes,
            C> with) {
        Planes all = get.apply(right);
        List<Element<C>> elements = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int position = i;
            int plane = i / (all.rows() * all.columns());
            String index = (all.count() > 1 ? plane + ", " : "")
                    + (all.rows() > 1 ? i / all.columns() % all.rows() + ", " : "") + i % all.columns();
            elements.add(new Element<>(name + "[" + index + "]", all.get(i),
                    (c, value) -> with.apply(c, get.apply(c).set(position, value))));
        }
        return elements;
    }
}
