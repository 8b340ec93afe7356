package longhand.explain.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.AvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.WeightedLayer;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** What the scripts of the model page work with: the numbers of a {@link Trace}, cut to the chosen channels. */
final class ExplorerData {
    /** The largest products of a dense layer that are shown one by one. */
    private static final int LARGEST_PRODUCTS = 12;

    private final Trace trace;
    private final ChosenChannels chosen;

    ExplorerData(Trace trace) {
        this.trace = trace;
        this.chosen = new ChosenChannels(trace);
    }

    /** As JSON that can stand in a script element. */
    String json(List<String> classNames, List<Evidence> evidence) {
        Tensor shares = trace.logits().softmax(1);
        List<Map<String, Object>> classes = IntStream.range(0, trace.logits().size(1)).mapToObj(k -> Map.<String,
                Object>of("name", classNames.get(k), "probability", shares.get(0, k), "score",
                trace.logits().get(0, k))).toList();
        List<Map<String, Object>> stages = IntStream.range(0, trace.stages().size()).mapToObj(this::stage).toList();
        Map<String, Object> all = Map.of("classes", classes, "target", trace.target(), "stages", stages,
                "picture", picture(), "evidence", evidence.stream().map(ExplorerData::evidence).toList());
        try {
            return new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true)
                    .writeValueAsString(all).replace("</", "<\\/");
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("strings and numbers are always JSON", impossible);
        }
    }

    private Map<String, Object> picture() {
        return Map.of("dims", dims(trace.image()), "data", base64(trace.image().toArray()), "gradient",
                base64(Trace.gradient(trace.image()).toArray()));
    }

    private static Map<String, Object> evidence(Evidence e) {
        return Map.of("title", e.title(), "about", e.about(), "rows", e.map().length, "columns", e.map()[0].length,
                "data", Base64.getEncoder().encodeToString(shades(e.map())));
    }

    /** 0 to 1 as bytes 0 to 255: it is only looked at. */
    private static byte[] shades(float[][] rows) {
        byte[] all = new byte[rows.length * rows[0].length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) Math.round(255 * rows[i / rows[0].length][i % rows[0].length]);
        }
        return all;
    }

    private Map<String, Object> stage(int index) {
        Trace.Stage s = trace.stages().get(index);
        int[] kept = chosen.of(index);
        Map<String, Object> all = new HashMap<>(Map.of("path", s.path(), "layer", s.layer().toString(), "kind",
                kind(s.layer()), "dims", dims(s.output()), "source", s.source(), "kept", kept, "maps",
                base64(cut(s.output().toArray(), s.output().size(1), kept)), "gradients",
                base64(cut(Trace.gradient(s.output()).toArray(), s.output().size(1), kept)), "parameters",
                s.layer().parameterCount()));
        s.field().ifPresent(f -> all.put("field", Map.of("size", pair(f.size()), "step", pair(f.step()), "start",
                List.of(f.top(), f.left()))));
        window(s.layer()).ifPresent(w -> all.put("window", Map.of("kernel", pair(w.kernel()), "stride",
                pair(w.stride()), "padding", pair(w.padding()), "dilation", pair(w.dilation()))));
        if (s.layer() instanceof Conv2d conv) {
            kernels(s, conv, kept, all);
        } else if (s.layer() instanceof Linear linear && s.input().rank() == 2) {
            all.put("bias", bias(linear, kept));
            all.put("inputs", s.input().numel());
            all.put("products", Arrays.stream(kept).mapToObj(k -> products(linear, s.input(), k)).toList());
        }
        return all;
    }

    private static String kind(Layer layer) {
        return switch (layer) {
            case Conv2d _ -> "conv";
            case MaxPool2d _ -> "max";
            case AvgPool2d _ -> "avg";
            case AdaptiveAvgPool2d a when a.output().equals(Size2d.square(1)) -> "mean";
            case Linear _ -> "linear";
            case Flatten _ -> "flatten";
            default -> "other";
        };
    }

    private static Optional<Window2d> window(Layer layer) {
        return switch (layer) {
            case Conv2d c -> Optional.of(c.window());
            case MaxPool2d p -> Optional.of(p.window());
            case AvgPool2d p -> Optional.of(p.window());
            default -> Optional.empty();
        };
    }

    /** The kernels from the shown channels of the input to the shown ones of the output. */
    private void kernels(Trace.Stage s, Conv2d conv, int[] kept, Map<String, Object> all) {
        int groups = conv.groups();
        int inputs = s.input().size(1);
        int[] shown = s.source() == Trace.Stage.BETWEEN ? new int[0]
                : s.source() == Trace.Stage.PICTURE ? IntStream.range(0, inputs).toArray() : chosen.of(s.source());
        float[] weights = conv.weight().tensor().toArray();
        Size2d k = conv.window().kernel();
        int size = k.h() * k.w();
        int perGroup = inputs / groups;
        List<Map<String, Object>> kernels = new ArrayList<>();
        for (int o : kept) {
            int first = o / (s.output().size(1) / groups) * perGroup;
            int[] mine = Arrays.stream(shown).filter(c -> c >= first && c < first + perGroup).toArray();
            float[] cut = new float[mine.length * size];
            for (int c = 0; c < mine.length; c++) {
                System.arraycopy(weights, (o * perGroup + mine[c] - first) * size, cut, c * size, size);
            }
            kernels.add(Map.of("inputs", mine, "of", perGroup, "weights", base64(cut)));
        }
        all.put("kernels", kernels);
        all.put("bias", bias(conv, kept));
    }

    private static float[] bias(WeightedLayer layer, int[] kept) {
        float[] out = new float[kept.length];
        layer.bias().ifPresent(b -> {
            for (int i = 0; i < kept.length; i++) {
                out[i] = b.tensor().get(kept[i]);
            }
        });
        return out;
    }

    /** The largest products of one output of a dense layer: place in the input, number there, weight. */
    private static List<double[]> products(Linear layer, Tensor input, int output) {
        Tensor weights = layer.weight().tensor().detach().select(0, output);
        Tensor x = input.select(0, 0);
        return IntStream.range(0, x.numel()).boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs((double) x.get(i) * weights.get(i))))
                .limit(LARGEST_PRODUCTS).map(i -> new double[] {i, x.get(i), weights.get(i)}).toList();
    }

    private static int[] dims(Tensor t) {
        int[] all = t.shape().dims();
        return Arrays.copyOfRange(all, 1, all.length);
    }

    private static List<Integer> pair(Size2d s) {
        return List.of(s.h(), s.w());
    }

    private static float[] cut(float[] values, int channels, int[] kept) {
        int plane = values.length / channels;
        float[] out = new float[kept.length * plane];
        for (int i = 0; i < kept.length; i++) {
            System.arraycopy(values, kept[i] * plane, out, i * plane, plane);
        }
        return out;
    }

    private static String base64(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
