package longhand.nn;

import longhand.ops.Resampling;
import longhand.tensor.Tensor;

/** Images enlarged by a whole factor: [batch, c, h, w] → [batch, c, f·h, f·w]. PyTorch: {@code nn.Upsample}. */
public final class Upsample extends Layer {
    private final int factor;
    private final boolean bilinear;

    /** Each pixel becomes a square of f · f equal ones. */
    public Upsample(int factor) {
        this(factor, false);
    }

    /** @param bilinear whether new pixels are means of their neighbours, by distance; else copies of the nearest one */
    public Upsample(int factor, boolean bilinear) {
        Settings.requirePositive("Upsample", "factor", factor);
        this.factor = factor;
        this.bilinear = bilinear;
    }

    @Override
    protected Tensor compute(Tensor x) {
        int h = enlarged(x.size(-2));
        int w = enlarged(x.size(-1));
        return bilinear ? Resampling.interpolateBilinear(x, h, w) : Resampling.interpolateNearest(x, h, w);
    }

    /** At most the largest int, which the operation refuses: a tensor has no room for so many pixels. */
    private int enlarged(int size) {
        return (int) Math.min(Integer.MAX_VALUE, (long) size * factor);
    }

    @Override
    protected String details() {
        return "scale_factor=" + PythonText.of((double) factor) + ", mode=" + (bilinear ? "bilinear" : "nearest");
    }
}
