package longhand.explain;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Expr.Exp;
import longhand.explain.Expr.Floor;
import longhand.explain.Expr.Ln;
import longhand.explain.Expr.Max;
import longhand.explain.Expr.Minus;
import longhand.explain.Expr.Negative;
import longhand.explain.Expr.Num;
import longhand.explain.Expr.Power;
import longhand.explain.Expr.Product;
import longhand.explain.Expr.Quotient;
import longhand.explain.Expr.Root;
import longhand.explain.Expr.Sum;

/** Writes an {@link Expr} out; where parentheses go is decided here, how the signs look in the subclasses. */
abstract class Notation {

    /** A number as it looks in this notation. */
    abstract String number(Num n);

    /** The multiplication sign. */
    abstract String times();

    /** A fraction of two written expressions. */
    abstract String fraction(Expr over, Expr under);

    /** e to the power of an expression. */
    abstract String exp(Expr of);

    /** A number to the power of another one; the base is written already. */
    abstract String power(String base, int exponent);

    /** The square root of an expression. */
    abstract String root(Expr of);

    /** A function of written arguments. */
    abstract String call(String name, String arguments);

    /** Rounded down. */
    String floor(String written) {
        return "⌊" + written + "⌋";
    }

    /** A chance to mark what belongs together: a product, or a number that stands alone. */
    String term(String written) {
        return written;
    }

    final String write(Expr expr) {
        return switch (expr) {
            case Num n -> number(n);
            case Sum s -> s.terms().isEmpty() ? number(Num.of(0)) : sum(s.terms());
            case Product p -> term(factor(p.left()) + times() + factor(p.right()));
            case Minus m -> write(m.left()) + " - " + grouped(m.right());
            case Quotient q -> fraction(q.over(), q.under());
            case Max m -> call("max", m.of().stream().map(e -> term(write(e))).collect(Collectors.joining(", ")));
            case Exp e -> exp(e.of());
            case Power p -> power(factor(p.base()), p.exponent());
            case Root r -> root(r.of());
            case Floor f -> floor(write(f.of()));
            case Ln l -> call("ln", write(l.of()));
            case Negative n -> "-" + grouped(n.of());
        };
    }

    private String sum(List<Expr> terms) {
        return IntStream.range(0, terms.size())
                .mapToObj(i -> i == 0 ? summand(terms.get(i)) : afterPlus(terms.get(i)))
                .collect(Collectors.joining(" + "));
    }

    private String summand(Expr expr) {
        return expr instanceof Num ? term(write(expr)) : write(expr);
    }

    private String afterPlus(Expr expr) {
        return isNegative(expr) || expr instanceof Sum || expr instanceof Minus ? term("(" + write(expr) + ")")
                : summand(expr);
    }

    private String factor(Expr expr) {
        return expr instanceof Sum || expr instanceof Minus || isNegative(expr) ? "(" + write(expr) + ")" : write(expr);
    }

    /** The expression in parentheses unless it is a single positive thing. */
    final String grouped(Expr expr) {
        return expr instanceof Sum s && s.terms().size() > 1 || expr instanceof Minus || isNegative(expr)
                ? "(" + write(expr) + ")" : write(expr);
    }

    private static boolean isNegative(Expr expr) {
        return expr instanceof Num n && Numbers.format(n.value()).startsWith("-") || expr instanceof Negative;
    }
}
