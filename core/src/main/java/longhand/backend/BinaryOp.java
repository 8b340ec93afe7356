package longhand.backend;

/** The element-wise functions of two numbers, each with its formula. Comparisons give 1 for true and 0 for false. */
public enum BinaryOp {
    ADD {
        @Override
        public float apply(float a, float b) {
            return a + b;
        }
    },
    SUB {
        @Override
        public float apply(float a, float b) {
            return a - b;
        }
    },
    MUL {
        @Override
        public float apply(float a, float b) {
            return a * b;
        }
    },
    DIV {
        @Override
        public float apply(float a, float b) {
            return a / b;
        }
    },
    /** aᵇ; 1ᵇ and (−1)^±∞ are 1, as IEEE 754 and C have it. */
    POW {
        @Override
        public float apply(float a, float b) {
            return a == 1 || a == -1 && Float.isInfinite(b) ? 1 : (float) Math.pow(a, b);
        }
    },
    /** The larger; NaN if either is NaN. */
    MAXIMUM {
        @Override
        public float apply(float a, float b) {
            return Math.max(a, b);
        }
    },
    /** The smaller; NaN if either is NaN. */
    MINIMUM {
        @Override
        public float apply(float a, float b) {
            return Math.min(a, b);
        }
    },
    EQUAL {
        @Override
        public float apply(float a, float b) {
            return a == b ? 1 : 0;
        }
    },
    GREATER {
        @Override
        public float apply(float a, float b) {
            return a > b ? 1 : 0;
        }
    },
    GREATER_EQUAL {
        @Override
        public float apply(float a, float b) {
            return a >= b ? 1 : 0;
        }
    },
    /** 0 where the output y of a ReLU was 0, else g, also if y is NaN: ReLU′(0) = 0. */
    RELU_GRADIENT {
        @Override
        public float apply(float g, float y) {
            return y <= 0 ? 0 : g;
        }
    },
    /** g · y(1 − y), where y = sigmoid(x). */
    SIGMOID_GRADIENT {
        @Override
        public float apply(float g, float y) {
            return g * y * (1 - y);
        }
    },
    /** g · (1 − y²), where y = tanh(x). */
    TANH_GRADIENT {
        @Override
        public float apply(float g, float y) {
            return g * (1 - y * y);
        }
    },
    /** g · sigmoid(x): softplus′ is sigmoid. */
    SOFTPLUS_GRADIENT {
        @Override
        public float apply(float g, float x) {
            return (float) (g * UnaryOp.sigmoid(x));
        }
    },
    /** g · s(1 + x(1 − s)) with s = sigmoid(x): the derivative of x · sigmoid(x). */
    SILU_GRADIENT {
        @Override
        public float apply(float g, float x) {
            double s = UnaryOp.sigmoid(x);
            return (float) (g * (s * (1 + x * (1 - s))));
        }
    },
    /** g · (Φ(x) + x · Φ′(x)) with the normal distribution function Φ. */
    GELU_GRADIENT {
        @Override
        public float apply(float g, float x) {
            return (float) (g * (Erf.distribution(x) + x * Erf.density(x)));
        }
    };

    /** The function at one point. */
    public abstract float apply(float a, float b);
}
