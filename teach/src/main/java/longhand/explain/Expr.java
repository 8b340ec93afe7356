package longhand.explain;

import java.util.List;

/**
 * The right-hand side of a working: what is computed from which numbers, before it is computed.
 *
 * <p>The value is evaluated in double precision, left to right, as on paper.
 */
public sealed interface Expr {

    /** The result. */
    double value();

    /** A number, with the place it was read from. */
    record Num(double value, Origin origin) implements Expr {
        /** A number that stands in no operand. */
        public static Num of(double value) {
            return new Num(value, Origin.NONE);
        }
    }

    /** Terms added up; an empty sum is 0. */
    record Sum(List<Expr> terms) implements Expr {
        public Sum {
            terms = List.copyOf(terms);
        }

        @Override
        public double value() {
            return terms.stream().mapToDouble(Expr::value).reduce(0, Double::sum);
        }
    }

    /** Two factors. */
    record Product(Expr left, Expr right) implements Expr {
        @Override
        public double value() {
            return left.value() * right.value();
        }
    }

    /** A difference. */
    record Minus(Expr left, Expr right) implements Expr {
        @Override
        public double value() {
            return left.value() - right.value();
        }
    }

    /** A fraction. */
    record Quotient(Expr over, Expr under) implements Expr {
        @Override
        public double value() {
            return over.value() / under.value();
        }
    }

    /** The largest of several numbers. */
    record Max(List<Expr> of) implements Expr {
        public Max {
            of = List.copyOf(of);
        }

        @Override
        public double value() {
            return of.stream().mapToDouble(Expr::value).max().orElse(Double.NEGATIVE_INFINITY);
        }
    }

    /** The square root. */
    record Root(Expr of) implements Expr {
        @Override
        public double value() {
            return Math.sqrt(of.value());
        }
    }

    /** A number multiplied by itself so many times. */
    record Power(Expr base, int exponent) implements Expr {
        @Override
        public double value() {
            return Math.pow(base.value(), exponent);
        }
    }

    /** e to the power of a number. */
    record Exp(Expr of) implements Expr {
        @Override
        public double value() {
            return Math.exp(of.value());
        }
    }

    /** The natural logarithm. */
    record Ln(Expr of) implements Expr {
        @Override
        public double value() {
            return Math.log(of.value());
        }
    }

    /** The largest whole number that is not above a number. */
    record Floor(Expr of) implements Expr {
        @Override
        public double value() {
            return Math.floor(of.value());
        }
    }

    /** The opposite of a number. */
    record Negative(Expr of) implements Expr {
        @Override
        public double value() {
            return -of.value();
        }
    }
}
