package longhand.explain;

import java.util.ArrayList;
import java.util.List;
import longhand.explain.Expr.Product;
import longhand.explain.Expr.Sum;
import longhand.names.Counted;
import longhand.shape.ShapeException;

/**
 * Puts the working of a matrix product Y = A·B, or Y = A·Bᵀ + b for a linear layer, and of its gradients into words.
 */
final class ProductExplainer {
    private final Operand a;
    private final Operand b;
    private final boolean transposeB;
    private final Operand bias;
    private final Operand upstream;
    private final Values given;
    private final int[] dims;

    /**
     * @param a m × k
     * @param b k × n, or n × k with {@code transposeB}
     * @param bias n numbers or none
     */
    ProductExplainer(Operand a, Operand b, boolean transposeB, Values bias, Values upstreamValues) {
        this.a = a;
        this.b = b;
        this.transposeB = transposeB;
        this.bias = Operand.of("b", "bias", bias);
        int inner = transposeB ? b.values().columns() : b.values().rows();
        int columns = transposeB ? b.values().rows() : b.values().columns();
        if (a.values().columns() != inner) {
            throw new ShapeException("product", a.name() + " has " + Counted.of(a.values().columns(), "column")
                    + " and " + b.name()
                    + " has " + inner + (transposeB ? " columns" : " rows"),
                    "each number of a row meets one number of the other operand",
                    "give " + b.name() + " " + a.values().columns() + " of them");
        }
        if (bias.size() != 0 && bias.size() != columns) {
            throw new ShapeException("product", "there are " + bias.size() + " biases for "
                    + Counted.of(columns, "output"),
                    "each output has one bias", "give " + columns + " numbers, or none");
        }
        this.dims = new int[] {a.values().rows(), columns};
        this.upstream = Operand.upstream(upstreamValues, dims);
        this.given = upstreamValues.size() == 0 ? upstreamValues : upstream.values();
    }

    /** @param setup what the page starts from, without the gradient that arrives */
    Explanation explain(String title, String rule, List<String> facts, Setup setup) {
        List<Operand> operands = new ArrayList<>(List.of(a, b));
        List<View> views = new ArrayList<>();
        views.add(new View(ViewNames.FORWARD, "Forward: a row meets a " + (transposeB ? "row" : "column"), "Y",
                "output", dims, this::forward));
        views.add(View.gradient(gradientName(a), "Backward to " + a.name(), a, p -> gradient(a, p)));
        views.add(View.gradient(gradientName(b), "Backward to " + b.name(), b, p -> gradient(b, p)));
        if (bias.values().size() > 0) {
            operands.add(bias);
            views.add(View.gradient(ViewNames.BIAS_GRADIENT, "Backward to b", bias, this::biasGradient));
        }
        operands.add(upstream);
        return new Explanation(title, rule, facts, operands, views, setup.with("dY", given));
    }

    private static String gradientName(Operand of) {
        return of.name().equals("W") ? ViewNames.WEIGHT_GRADIENT : ViewNames.INPUT_GRADIENT;
    }

    private Expr.Num second(int k, int column) {
        return transposeB ? b.num(0, column, k, 0) : b.num(0, k, column, 0);
    }

    private Working forward(int position) {
        Origin at = Index.origin("Y", dims, position);
        List<Expr> terms = new ArrayList<>();
        for (int k = 0; k < a.values().columns(); k++) {
            terms.add(new Product(a.num(0, at.row(), k, 0), second(k, at.column())));
        }
        if (bias.values().size() > 0) {
            terms.add(bias.num(at.column()));
        }
        return Working.line("Y", Index.of(dims, position), new Sum(terms), "");
    }

    /**
     * Each number of an operand gets, from every output it helped to make, that output's gradient times the number it
     * met there.
     */
    private Working gradient(Operand of, int position) {
        Origin at = Index.origin(of.name(), of.values().dims(), position);
        List<Expr> terms = new ArrayList<>();
        boolean first = of == a;
        int k = first || transposeB ? at.column() : at.row();
        int fixed = first || transposeB ? at.row() : at.column();
        for (int i = 0; i < (first ? dims[1] : dims[0]); i++) {
            terms.add(first ? new Product(upstream.num(0, fixed, i, 0), second(k, i))
                    : new Product(upstream.num(0, i, fixed, 0), a.num(0, i, k, 0)));
        }
        return Working.line("d" + of.name(), Index.of(of.values().dims(), position), new Sum(terms), "");
    }

    private Working biasGradient(int position) {
        List<Expr> terms = new ArrayList<>();
        for (int i = 0; i < dims[0]; i++) {
            terms.add(upstream.num(0, i, position, 0));
        }
        return Working.line("db", new int[] {position}, new Sum(terms), "");
    }
}
