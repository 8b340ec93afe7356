package longhand.backend;

import longhand.shape.Size2d;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Of what the properties of the backends make their shapes. */
public final class Sizes {
    private Sizes() {}

    /** 1 to n. */
    public static Arbitrary<Integer> upTo(int n) {
        return Arbitraries.integers().between(1, n);
    }

    /** Both numbers between {@code from} and {@code to}, inclusive. */
    public static Arbitrary<Size2d> pair(int from, int to) {
        Arbitrary<Integer> side = Arbitraries.integers().between(from, to);
        return Combinators.combine(side, side).as(Size2d::new);
    }
}
