package longhand.backend;

/** The element-wise functions of one number, each with its formula. Gradients stand in {@code longhand.ops}. */
public enum UnaryOp {
    NEG {
        @Override
        public float apply(float x) {
            return -x;
        }
    },
    ABS {
        @Override
        public float apply(float x) {
            return Math.abs(x);
        }
    },
    /** −1, 0 or 1; 0 for NaN. */
    SIGN {
        @Override
        public float apply(float x) {
            return x > 0 ? 1 : x < 0 ? -1 : 0;
        }
    },
    /** The largest integer that is not larger. */
    FLOOR {
        @Override
        public float apply(float x) {
            return (float) Math.floor(x);
        }
    },
    /** The nearest integer; halves go to the even one, as IEEE 754 has it. */
    ROUND {
        @Override
        public float apply(float x) {
            return (float) Math.rint(x);
        }
    },
    SIN {
        @Override
        public float apply(float x) {
            return (float) Math.sin(x);
        }
    },
    COS {
        @Override
        public float apply(float x) {
            return (float) Math.cos(x);
        }
    },
    EXP {
        @Override
        public float apply(float x) {
            return (float) Math.exp(x);
        }
    },
    LOG {
        @Override
        public float apply(float x) {
            return (float) Math.log(x);
        }
    },
    SQRT {
        @Override
        public float apply(float x) {
            return (float) Math.sqrt(x);
        }
    },
    SQUARE {
        @Override
        public float apply(float x) {
            return x * x;
        }
    },
    CUBE {
        @Override
        public float apply(float x) {
            return x * x * x;
        }
    },
    RECIPROCAL {
        @Override
        public float apply(float x) {
            return 1 / x;
        }
    },
    /** max(x, 0); NaN stays NaN. */
    RELU {
        @Override
        public float apply(float x) {
            return x <= 0 ? 0 : x;
        }
    },
    /** 1 / (1 + e⁻ˣ). */
    SIGMOID {
        @Override
        public float apply(float x) {
            return (float) sigmoid(x);
        }
    },
    TANH {
        @Override
        public float apply(float x) {
            return (float) Math.tanh(x);
        }
    },
    /** log(1 + eˣ), without overflow for large x. */
    SOFTPLUS {
        @Override
        public float apply(float x) {
            return (float) (Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))));
        }
    },
    /** The error function 2/√π ∫₀ˣ e^(−t²) dt. */
    ERF {
        @Override
        public float apply(float x) {
            return (float) Erf.of(x);
        }
    },
    /** x · Φ(x) with the normal distribution function Φ. */
    GELU {
        @Override
        public float apply(float x) {
            return (float) (x * Erf.distribution(x));
        }
    },
    /** x · sigmoid(x). */
    SILU {
        @Override
        public float apply(float x) {
            return (float) (x * sigmoid(x));
        }
    };

    /** The function at one point. */
    public abstract float apply(float x);

    /** 0 where the nearest float is 0, as products with it are in PyTorch. */
    static double sigmoid(double x) {
        double y = 1 / (1 + Math.exp(-x));
        return (float) y == 0 ? 0 : y;
    }
}
