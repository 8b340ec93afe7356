package longhand.nn.training;

import static longhand.tensor.Internals.values;

import java.util.Arrays;
import java.util.List;
import longhand.names.Given;
import longhand.names.NearestName;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.random.Generator;
import longhand.tensor.Internals;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/**
 * Training on mixtures of two images of a batch, with the loss mixed alike: λ of one and 1 − λ of the other, λ drawn
 * from Beta(α, α). {@code mixup} (Zhang et al. 2017) adds the pixels; {@code cutmix} (Yun et al. 2019) sets a rectangle
 * of one into the other.
 *
 * @param kind one of {@link #NAMES}
 * @param alpha small: mostly one of the two; 1: every λ alike
 */
public record Mixing(String kind, double alpha) {
    private static final String MIXUP = "mixup";
    private static final String CUTMIX = "cutmix";
    /** What can be done with the images. */
    public static final List<String> NAMES = List.of(MIXUP, CUTMIX);
    private static final double MOST_ALPHA = 4;

    /** @throws IllegalArgumentException if there is no such kind, or α is not in (0, 4] */
    public Mixing {
        if (!NAMES.contains(Given.required(kind, "mixing", "the kind", "pass mixup or cutmix"))) {
            throw new IllegalArgumentException(NearestName.unknown("mixing", kind, NAMES));
        }
        if (!(alpha > 0 && alpha <= MOST_ALPHA)) {
            throw new IllegalArgumentException("mixing: alpha = " + alpha + ". Rule: more than 0 and at most "
                    + MOST_ALPHA + ". Fix: pass such a number.");
        }
    }

    /**
     * A mixed batch.
     *
     * @param images as before in shape
     * @param partners classes of the other images
     * @param share λ, of the first ones
     */
    record Mixed(Tensor images, int[] partners, double share) {}

    /** The gradients of mixed batches, drawn from the default generator. */
    public GradientSource gradients(Layer net, Loss loss) {
        return (batch, _) -> {
            try (Memory.Scope _ = Memory.scope()) {
                Mixed mixed = apply(batch.images(), batch.labels(), Generator.defaultGenerator());
                Tensor logits = net.forward(mixed.images());
                Tensor mean = loss.forward(logits, batch.labels()).mul((float) mixed.share())
                        .add(loss.forward(logits, mixed.partners()).mul((float) (1 - mixed.share())));
                double value = mean.item();
                if (Double.isFinite(value)) {
                    mean.backward();
                }
                return new GradientSource.Result(value, ConfusionMatrix.correct(logits, batch.labels()));
            }
        };
    }

    /** Mixes each image with another of the batch, all with the same λ. */
    Mixed apply(Tensor images, int[] labels, Generator generator) {
        double share = beta(generator);
        int[] order = generator.randperm(labels.length);
        int[] partners = Arrays.stream(order).map(i -> labels[i]).toArray();
        float[] in = values(images);
        float[] out = Arrays.copyOf(in, images.numel());
        if (kind.equals(MIXUP)) {
            add(in, out, order, (float) share);
        } else {
            share = paste(in, out, order, share, images, generator);
        }
        return new Mixed(Internals.owning(out, images.shape()), partners, share);
    }

    private static void add(float[] in, float[] out, int[] order, float share) {
        int numel = out.length / order.length;
        for (int n = 0; n < order.length; n++) {
            for (int i = 0; i < numel; i++) {
                out[n * numel + i] = share * in[n * numel + i] + (1 - share) * in[order[n] * numel + i];
            }
        }
    }

    /**
     * A rectangle with the ratio of the image and 1 − λ of its area, cut off at the edges; returns the λ that results.
     */
    private static double paste(float[] in, float[] out, int[] order, double share, Tensor images,
            Generator generator) {
        int height = images.size(2);
        int width = images.size(3);
        double part = Math.sqrt(1 - share);
        int y = (int) (generator.nextDouble() * height);
        int x = (int) (generator.nextDouble() * width);
        int top = Math.clamp(y - (int) (height * part) / 2, 0, height);
        int bottom = Math.clamp(y + (int) (height * part) / 2, 0, height);
        int left = Math.clamp(x - (int) (width * part) / 2, 0, width);
        int right = Math.clamp(x + (int) (width * part) / 2, 0, width);
        int channels = images.size(1);
        for (int n = 0; n < order.length; n++) {
            for (int c = 0; c < channels; c++) {
                for (int row = top; row < bottom; row++) {
                    System.arraycopy(in, ((order[n] * channels + c) * height + row) * width + left, out,
                            ((n * channels + c) * height + row) * width + left, right - left);
                }
            }
        }
        return 1 - (double) (bottom - top) * (right - left) / (height * width);
    }

    /** Beta(α, α) by M. D. Jöhnk's method: two powers of uniform numbers whose sum is at most 1. */
    private double beta(Generator generator) {
        while (true) {
            double a = StrictMath.pow(generator.nextDouble(), 1 / alpha);
            double b = StrictMath.pow(generator.nextDouble(), 1 / alpha);
            if (a + b <= 1 && a + b > 0) {
                return a / (a + b);
            }
        }
    }
}
