package longhand.conformance.fuzz;

import java.util.function.BinaryOperator;
import longhand.ops.Activations;
import longhand.ops.Arithmetic;
import longhand.ops.Comparison;
import longhand.ops.DropoutOps;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** Makes random problems for the operations that treat every element alike. */
final class ElementwiseCatalogue {
    private final OperationCatalogue catalogue;

    private ElementwiseCatalogue(OperationCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    static void addTo(OperationCatalogue catalogue) {
        ElementwiseCatalogue elementwise = new ElementwiseCatalogue(catalogue);
        elementwise.arithmetic();
        elementwise.comparison();
        elementwise.activations();
    }

    private void binary(String name, BinaryOperator<Tensor> operation) {
        catalogue.add(name, (draw, problem) -> {
            Shape shape = OperationCatalogue.anyShape(draw);
            problem.input(OperationCatalogue.repeatable(draw, shape)).input(OperationCatalogue.repeatable(draw, shape))
                    .of("", in -> operation.apply(in.get(0), in.get(1)));
        });
    }

    private void arithmetic() {
        binary("add", Arithmetic::add);
        binary("sub", Arithmetic::sub);
        binary("mul", Arithmetic::mul);
        binary("div", Arithmetic::div);
        catalogue.unary("neg", Arithmetic::neg);
        catalogue.unary("abs", Arithmetic::abs);
        catalogue.unary("square", Arithmetic::square);
        catalogue.unary("sqrt", Arithmetic::sqrt);
        catalogue.unary("reciprocal", Arithmetic::reciprocal);
        catalogue.unary("exp", Arithmetic::exp);
        catalogue.unary("log", Arithmetic::log);
        catalogue.add("pow", (draw, problem) -> {
            double exponent = draw.oneOf(0.0, 0.5, 1.0, 2.0, 3.0, -1.0, -0.5, 2.5);
            problem.input(OperationCatalogue.anyShape(draw))
                    .of("exponent " + exponent, in -> Arithmetic.pow(in.get(0), exponent));
        });
        binary("pow.tensors", Arithmetic::pow);
    }

    private void comparison() {
        binary("eq", Comparison::eq);
        binary("gt", Comparison::gt);
        binary("ge", Comparison::ge);
        binary("maximum", Comparison::maximum);
        binary("minimum", Comparison::minimum);
        catalogue.add("clamp", (draw, problem) -> {
            double min = draw.oneOf(-1.0, 0.0, 0.5);
            double max = min + draw.oneOf(0.0, 1.0, 1e10);
            problem.input(OperationCatalogue.anyShape(draw))
                    .of(min + " to " + max, in -> Comparison.clamp(in.get(0), min, max));
        });
        catalogue.add("where", (draw, problem) -> {
            Shape shape = OperationCatalogue.anyShape(draw);
            problem.input(OperationCatalogue.repeatable(draw, shape)).input(OperationCatalogue.repeatable(draw, shape))
                    .input(OperationCatalogue.repeatable(draw, shape))
                    .of("", in -> Comparison.where(in.get(0), in.get(1), in.get(2)));
        });
    }

    private void activations() {
        catalogue.unary("relu", Activations::relu);
        catalogue.add("leakyRelu", (draw, problem) -> {
            double slope = draw.oneOf(0.0, 0.01, 0.25, 1.0, -0.5);
            problem.input(OperationCatalogue.anyShape(draw))
                    .of("slope " + slope, in -> Activations.leakyRelu(in.get(0), slope));
        });
        catalogue.unary("sigmoid", Activations::sigmoid);
        catalogue.unary("tanh", Activations::tanh);
        catalogue.unary("gelu", Activations::gelu);
        catalogue.unary("silu", Activations::silu);
        catalogue.unary("softplus", Activations::softplus);
        catalogue.add("dropout", (draw, problem) -> {
            double p = draw.oneOf(0.0, 0.1, 0.5, 1.0);
            long seed = draw.seed();
            problem.input(OperationCatalogue.anyShape(draw))
                    .of("p " + p, in -> DropoutOps.dropout(in.get(0), p, new Generator(seed)));
        });
    }
}
