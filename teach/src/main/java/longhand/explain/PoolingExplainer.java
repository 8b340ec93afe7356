package longhand.explain;

import java.util.ArrayList;
import java.util.List;
import longhand.explain.Expr.Max;
import longhand.explain.Expr.Num;
import longhand.explain.Expr.Product;
import longhand.explain.Expr.Quotient;
import longhand.explain.Expr.Sum;

/** Puts the working of a pooling and of its gradient into words. */
final class PoolingExplainer {
    private final PaperPooling pool;
    private final Operand x;
    private final Operand upstream;
    private final Values given;

    PoolingExplainer(PaperPooling pool, Values upstreamValues) {
        this.pool = pool;
        int[] dims = pool.outDims();
        Values image = dims.length == 2 ? pool.x().reshape(pool.x().rows(), pool.x().columns()) : pool.x();
        this.x = new Operand("X", "input", image, pool.window().padding(), pool.max() ? "-∞" : "0");
        this.upstream = Operand.upstream(upstreamValues, dims);
        this.given = upstreamValues.size() == 0 ? upstreamValues : upstream.values();
    }

    Explanation explain() {
        View forward = new View(ViewNames.FORWARD, "Forward: the window slides over X", "Y", "output", pool.outDims(),
                this::forward);
        View backward = View.gradient(ViewNames.INPUT_GRADIENT, pool.max()
                ? "Backward to X: each window sends its gradient to the pixel it chose"
                : "Backward to X: each window shares its gradient evenly among its pixels", x, this::inputGradient);
        String rule = pool.max() ? "the largest number under the window; padding counts as −∞, and the first of equals is chosen"
                : "the mean of the numbers under the window; padding "
                + (pool.countIncludePad() ? "counts as 0" : "is left out");
        return new Explanation(pool.max() ? "Maximum pooling" : "Average pooling", rule,
                List.of("output size, " + pool.window().outputWorking(pool.input())), List.of(x, upstream),
                List.of(forward, backward), setup());
    }

    private Setup setup() {
        return Setup.of("pool").with("x", pool.x()).with("dY", given).with("kernel", pool.window().kernel())
                .with(pool.window()).with("max", pool.max()).with("countIncludePad", pool.countIncludePad())
                .with("many", pool.outDims().length == 3);
    }

    private Working forward(int position) {
        Origin at = Index.origin("Y", pool.outDims(), position);
        List<Expr> numbers = new ArrayList<>();
        if (pool.max()) {
            pool.pixels(at.row(), at.column()).forEach(p -> numbers.add(x.num(at.plane(), p.row(), p.column(), 0)));
            PaperPooling.Pixel chosen = pool.largest(at.plane(), at.row(), at.column());
            return Working.line("Y", Index.of(pool.outDims(), position), new Max(numbers),
                    "the pixel at " + place(chosen));
        }
        int divisor = pool.divisor(at.row(), at.column());
        if (pool.countIncludePad()) {
            Windows.forEach(pool.window(), at.row(), at.column(),
                    (u, v, row, column) -> numbers.add(x.num(at.plane(), row, column, 0)));
        } else {
            pool.pixels(at.row(), at.column()).forEach(p -> numbers.add(x.num(at.plane(), p.row(), p.column(), 0)));
        }
        return Working.line("Y", Index.of(pool.outDims(), position), new Quotient(new Sum(numbers), Num.of(divisor)),
                "");
    }

    private static String place(PaperPooling.Pixel p) {
        return "(" + p.row() + ", " + p.column() + ")";
    }

    private Working inputGradient(int position) {
        Origin at = Index.origin("X", x.values().dims(), position);
        PaperPooling.Pixel pixel = new PaperPooling.Pixel(at.row(), at.column());
        List<Expr> terms = new ArrayList<>();
        List<String> touched = new ArrayList<>();
        for (int i = 0; i < pool.output().h(); i++) {
            for (int j = 0; j < pool.output().w(); j++) {
                if (pool.pixels(i, j).contains(pixel)) {
                    boolean chosen = pool.max() && pool.largest(at.plane(), i, j).equals(pixel);
                    touched.add("(" + i + ", " + j + ")" + (chosen ? " chose it" : ""));
                    Num gradient = upstream.num(at.plane(), i, j, 0);
                    if (chosen) {
                        terms.add(gradient);
                    } else if (!pool.max()) {
                        terms.add(new Product(gradient, new Quotient(Num.of(1), Num.of(pool.divisor(i, j)))));
                    }
                }
            }
        }
        String note = touched.isEmpty() ? "no window touched this pixel" : "touched by the windows at "
                + String.join(", ", touched);
        return Working.line("dX", Index.of(x.values().dims(), position), new Sum(terms), note);
    }
}
