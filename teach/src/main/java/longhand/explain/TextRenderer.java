package longhand.explain;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Expr.Num;

/** Explanations as plain text for a terminal. */
final class TextRenderer {
    private static final Notation NOTATION = new TextNotation();

    private TextRenderer() {}

    private static final class TextNotation extends Notation {
        @Override
        String number(Num n) {
            return Numbers.format(n.value());
        }

        @Override
        String times() {
            return "·";
        }

        @Override
        String fraction(Expr over, Expr under) {
            return grouped(over) + "/" + grouped(under);
        }

        @Override
        String exp(Expr of) {
            return "exp(" + write(of) + ")";
        }

        @Override
        String power(String base, int exponent) {
            return base + "^" + exponent;
        }

        @Override
        String root(Expr of) {
            return "√" + (of instanceof Num ? grouped(of) : "(" + write(of) + ")");
        }

        @Override
        String call(String name, String arguments) {
            return name + "(" + arguments + ")";
        }
    }

    static String working(Working w) {
        String note = w.note().isEmpty() ? "" : "  (" + w.note() + ")";
        if (w.steps().size() == 1) {
            return w.target() + " = " + line(w.steps().getFirst()) + note;
        }
        return w.target() + ":" + note + w.steps().stream()
                .map(s -> "\n  " + (s.label().isEmpty() ? "" : s.label() + ": ") + line(s))
                .collect(Collectors.joining());
    }

    private static String line(Step step) {
        double value = step.expr().value();
        String written = NOTATION.write(step.expr());
        String result = Numbers.format(value);
        return written.equals(result) ? written : written + " " + Numbers.equalsSign(value) + " " + result;
    }

    /** Rule, facts, the arrays that are read, and the workings and numbers of some views. */
    static String explanation(Explanation e, List<View> views) {
        StringBuilder out = new StringBuilder(e.title()).append('\n').append("Rule: ").append(e.rule()).append('\n');
        e.facts().forEach(fact -> out.append(fact).append('\n'));
        e.readBy(views).forEach(o -> out.append('\n').append(operand(o)));
        for (View v : views) {
            out.append('\n');
            v.all().forEach(w -> out.append(working(w)).append('\n'));
            if (v.dims().length > 0) {
                out.append('\n').append(operand(v.target()));
            }
        }
        return out.toString();
    }

    /** A name and its numbers in aligned columns, one plane below the other. */
    static String operand(Operand o) {
        Values v = o.values();
        int width = IntStream.range(0, v.size()).map(i -> Numbers.format(v.get(i)).length()).max().orElse(0);
        StringBuilder out = new StringBuilder(o.name()).append(" (").append(o.title()).append(")\n");
        for (int p = 0; p < v.planes(); p++) {
            if (v.planes() > 1) {
                out.append(" ").append(v.planeName(p)).append(":\n");
            }
            for (int i = 0; i < v.rows(); i++) {
                int plane = p;
                int row = i;
                out.append("  ").append(IntStream.range(0, v.columns())
                        .mapToObj(j -> Numbers.format(v.get(plane, row, j)))
                        .map(s -> " ".repeat(width - s.length()) + s).collect(Collectors.joining(" "))).append('\n');
            }
        }
        return out.toString();
    }
}
