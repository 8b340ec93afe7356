package longhand.conformance.fuzz;

import java.util.Random;

/** Kinds of numbers that arrays are filled with: each finds errors that the others hide. */
enum Numbers {
    /** Normally distributed. */
    NORMAL {
        @Override
        float one(Random random, float common) {
            return (float) random.nextGaussian();
        }
    },
    /** −3 to 3: sums and products are exact whatever the order, so a result must be too; and there are many ties. */
    INTEGERS {
        @Override
        float one(Random random, float common) {
            return random.nextInt(7) - 3;
        }
    },
    /** From 0 to 1: long sums grow, and so do their rounding errors. */
    POSITIVE {
        @Override
        float one(Random random, float common) {
            return random.nextFloat();
        }
    },
    /** All the same: rounding errors of a sum do not cancel. */
    CONSTANT {
        @Override
        float one(Random random, float common) {
            return common;
        }
    },
    /** Small differences between large numbers. */
    OFFSET {
        @Override
        float one(Random random, float common) {
            return 1000 * common + (float) random.nextGaussian();
        }
    },
    /** Magnitudes from 2⁻⁶⁰ to 2⁶⁰. */
    WIDE {
        @Override
        float one(Random random, float common) {
            return Math.scalb((float) random.nextGaussian(), random.nextInt(-60, 61));
        }
    },
    /** Near the largest float: sums and products overflow. */
    HUGE {
        @Override
        float one(Random random, float common) {
            return Math.scalb(random.nextFloat(-1, 1), random.nextInt(100, 128));
        }
    },
    /** Near the smallest floats and below the normal range: products vanish. */
    TINY {
        @Override
        float one(Random random, float common) {
            return Math.scalb(random.nextFloat(-1, 1), random.nextInt(-149, -100));
        }
    },
    /** Normal and integer numbers, among them a few zeros with sign, NaN, ±∞, and the ends of the range. */
    SPECIAL {
        private static final float[] FEW = {0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY,
            Float.MAX_VALUE, -Float.MAX_VALUE, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL,
            88.72f, -87.33f, -103.9f};

        @Override
        float one(Random random, float common) {
            boolean few = random.nextInt(16) == 0;
            Numbers usual = random.nextBoolean() ? NORMAL : INTEGERS;
            return few ? FEW[random.nextInt(FEW.length)] : usual.one(random, common);
        }
    };

    /** The next number of this kind; {@code common} is the same, from −1 to 1, for all numbers of an array. */
    abstract float one(Random random, float common);

    /** Fills the first n elements. */
    void fill(float[] values, int n, Random random) {
        float common = random.nextFloat(-1, 1);
        for (int i = 0; i < n; i++) {
            values[i] = one(random, common);
        }
    }

    /** A kind; the harmless ones more often. */
    static Numbers draw(Draw draw) {
        return draw.coin() ? draw.oneOf(NORMAL, INTEGERS, POSITIVE) : draw.oneOf(values());
    }
}
