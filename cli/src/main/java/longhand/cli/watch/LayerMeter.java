package longhand.cli.watch;

import static longhand.tensor.Internals.gradient;
import static longhand.tensor.Internals.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.nn.Layer;
import longhand.nn.Parameter;

/**
 * Measures one step of every layer that has parameters: the norm of its gradient, and how far its weights move.
 *
 * <p>Of a parameter with more than {@value #MOST} numbers, evenly spaced ones stand for all.
 */
final class LayerMeter {
    static final int MOST = 65_536;

    private final Map<String, Layer> layers = new LinkedHashMap<>();
    private final Map<String, Double> gradientNorms = new LinkedHashMap<>();
    private final Map<String, List<float[]>> before = new LinkedHashMap<>();

    /**
     * What a step did to a layer.
     *
     * @param gradientNorm root of the sum of squares of its gradients
     * @param updateRatio norm of what the step added to its weights, divided by the norm of the weights before; NaN if
     *     that was 0
     * @param weights of all its parameters
     */
    record Measured(double gradientNorm, double updateRatio, Histogram weights) {}

    LayerMeter(Layer net) {
        net.namedLayers().forEach((name, layer) -> {
            if (!layer.ownParameters().isEmpty()) {
                layers.put(name, layer);
            }
        });
    }

    /** To be called when the gradients are there and the weights are as before. */
    void beforeTheStep() {
        layers.forEach((name, layer) -> {
            double squares = 0;
            List<float[]> copies = new ArrayList<>();
            for (Parameter parameter : layer.ownParameters()) {
                if (parameter.hasGrad()) {
                    float[] sample = sample(values(gradient(parameter.tensor())), parameter.numel());
                    squares += squares(sample) * parameter.numel() / sample.length;
                }
                copies.add(sample(values(parameter.tensor()), parameter.numel()));
            }
            gradientNorms.put(name, Math.sqrt(squares));
            before.put(name, copies);
        });
    }

    /** To be called when the weights have changed. */
    Map<String, Measured> afterTheStep() {
        Map<String, Measured> measured = new LinkedHashMap<>();
        layers.forEach((name, layer) -> {
            double moved = 0;
            double size = 0;
            List<float[]> now = new ArrayList<>();
            int i = 0;
            for (Parameter parameter : layer.ownParameters()) {
                float[] old = before.get(name).get(i++);
                float[] sample = sample(values(parameter.tensor()), parameter.numel());
                double share = (double) parameter.numel() / sample.length;
                moved += squaresOfDifference(old, sample) * share;
                size += squares(old) * share;
                now.add(sample);
            }
            measured.put(name, new Measured(gradientNorms.get(name), size == 0 ? Double.NaN : Math.sqrt(moved / size),
                    histogram(now)));
        });
        return measured;
    }

    private static Histogram histogram(List<float[]> parts) {
        float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return Histogram.of(all, all.length, 1);
    }

    private static float[] sample(float[] values, int length) {
        int stride = Math.max(1, Math.ceilDiv(length, MOST));
        float[] sample = new float[Math.ceilDiv(length, stride)];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = values[i * stride];
        }
        return sample;
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static double squaresOfDifference(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            double difference = (double) b[i] - a[i];
            sum += difference * difference;
        }
        return sum;
    }
}
