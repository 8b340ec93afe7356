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
        WeightedLayer.requirePositive("Upsample", "factor", factor);
        this.factor = factor;
        this.bilinear = bilinear;
    }

    @Override
    protected Tensor compute(Tensor x) {
        int h = x.size(-2) * factor;
        int w = x.size(-1) * factor;
        return bilinear ? Resampling.interpolateBilinear(x, h, w) : Resampling.interpolateNearest(x, h, w);
    }

    @Override
    protected String details() {
        return "scale_factor=" + PythonText.of((double) factor) + ", mode=" + (bilinear ? "bilinear" : "nearest");
    }
}
