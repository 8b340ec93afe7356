package longhand.explain;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Expr.Num;

/** Explanations as Markdown with LaTeX formulas, for notebooks, GitHub and printed notes. */
final class MarkdownRenderer {
    private static final Notation NOTATION = new LatexNotation();

    private MarkdownRenderer() {}

    private static final class LatexNotation extends Notation {
        @Override
        String number(Num n) {
            return latexNumber(n.value());
        }

        @Override
        String times() {
            return " \\cdot ";
        }

        @Override
        String fraction(Expr over, Expr under) {
            return "\\frac{" + write(over) + "}{" + write(under) + "}";
        }

        @Override
        String exp(Expr of) {
            return "e^{" + write(of) + "}";
        }

        @Override
        String power(String base, int exponent) {
            return base + "^{" + exponent + "}";
        }

        @Override
        String root(Expr of) {
            return "\\sqrt{" + write(of) + "}";
        }

        @Override
        String floor(String written) {
            return "\\left\\lfloor " + written + " \\right\\rfloor";
        }

        @Override
        String call(String name, String arguments) {
            return "\\" + name + "(" + arguments + ")";
        }
    }

    private static String latexNumber(double value) {
        String text = Numbers.format(value).replace("inf", "\\infty").replace("nan", "\\text{nan}");
        int e = text.indexOf('e');
        return e < 0 || text.startsWith("\\text") ? text : text.substring(0, e) + " \\cdot 10^{"
                + text.substring(e + 1) + "}";
    }

    static String working(Working w) {
        String lines = w.steps().stream().map(MarkdownRenderer::line).collect(Collectors.joining(" \\\\\n"));
        String body = w.steps().size() == 1 ? target(w) + " = " + lines
                : "\\begin{aligned}\n" + target(w) + ":\\quad & \\\\\n" + lines + "\n\\end{aligned}";
        return "$$" + body + "$$" + (w.note().isEmpty() ? "" : "\n\n" + w.note());
    }

    private static String target(Working w) {
        String name = w.name().length() > 1 ? "\\mathrm{" + w.name() + "}" : w.name();
        return w.index().isEmpty() ? name
                : name + "_{" + w.index().stream().map(String::valueOf).collect(Collectors.joining(",")) + "}";
    }

    private static String line(Step step) {
        double value = step.expr().value();
        String written = NOTATION.write(step.expr());
        String result = latexNumber(value);
        String sign = Numbers.isShownExactly(value) ? " = " : " \\approx ";
        String label = step.label().isEmpty() ? "" : "\\text{" + step.label() + ": } & ";
        return label + (written.equals(result) ? written : written + sign + result);
    }

    /** Rule, facts, the arrays that are read, and the workings and numbers of some views. */
    static String explanation(Explanation e, List<View> views) {
        StringBuilder out = new StringBuilder("## ").append(e.title()).append("\n\nRule: ").append(e.rule())
                .append(".\n");
        e.facts().forEach(fact -> out.append('\n').append(fact).append("\n"));
        e.readBy(views).forEach(o -> out.append('\n').append(operand(o)).append('\n'));
        for (View v : views) {
            v.all().forEach(w -> out.append('\n').append(working(w)).append('\n'));
            if (v.dims().length > 0) {
                out.append('\n').append(operand(v.target())).append('\n');
            }
        }
        return out.toString();
    }

    private static String operand(Operand o) {
        Values v = o.values();
        return IntStream.range(0, v.planes()).mapToObj(p -> "$$" + o.name()
                + (v.planes() == 1 ? "" : "_{" + v.planeName(p).replaceAll("[\\[\\] ]", "") + "}") + " = "
                + matrix(v, p) + "$$").collect(Collectors.joining("\n\n"));
    }

    private static String matrix(Values v, int plane) {
        return IntStream.range(0, v.rows()).mapToObj(i -> IntStream.range(0, v.columns())
                .mapToObj(j -> latexNumber(v.get(plane, i, j))).collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(" \\\\ ", "\\begin{pmatrix} ", " \\end{pmatrix}"));
    }
}
