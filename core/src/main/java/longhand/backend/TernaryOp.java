package longhand.backend;

/** The element-wise functions of three numbers, each with its formula. */
public enum TernaryOp {
    /** a where the condition is not 0 (NaN is not), else b. */
    WHERE {
        @Override
        public float apply(float condition, float a, float b) {
            return condition != 0 ? a : b;
        }
    },
    /** x limited to [low, high]; NaN stays NaN. */
    CLAMP {
        @Override
        public float apply(float x, float low, float high) {
            return Math.min(Math.max(x, low), high);
        }
    },
    /** v where x &gt; 0, else slope · v: leaky ReLU if v is x, its gradient if v is the gradient that comes in. */
    LEAKY_RELU {
        @Override
        public float apply(float v, float x, float slope) {
            return x > 0 ? v : v * slope;
        }
    },
    /** What of g goes to a if the larger of a and b is taken: nothing where b &gt; a, half where they are equal. */
    SHARE_OF_LARGER {
        @Override
        public float apply(float g, float a, float b) {
            return b > a ? 0 : a == b ? g * 0.5f : g;
        }
    },
    /** g where a = b, else 0. */
    WHERE_EQUAL {
        @Override
        public float apply(float g, float a, float b) {
            return a == b ? g : 0;
        }
    },
    /** Huber's loss of d = |a − b|: d²/2 where d is at most delta, and delta · (d − delta/2) elsewhere. */
    HUBER {
        @Override
        public float apply(float a, float b, float delta) {
            float d = Math.abs(a - b);
            float slope = Math.min(d, delta);
            return slope * (d - 0.5f * slope);
        }
    };

    /** The function at one point. */
    public abstract float apply(float a, float b, float c);
}
