package longhand.explain.exercise;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import longhand.explain.Explain;
import longhand.explain.LayerSpec;
import longhand.explain.Values;
import longhand.explain.check.AdamProblem;
import longhand.explain.check.BatchNormProblem;
import longhand.explain.check.ConvolutionProblem;
import longhand.explain.check.LayersProblem;
import longhand.explain.check.LinearProblem;
import longhand.explain.check.PoolingProblem;
import longhand.explain.check.Problem;
import longhand.explain.check.SgdProblem;
import longhand.explain.check.SoftmaxProblem;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** Writes problems as JSON; {@link StoredProblem} reads them back. */
final class ProblemJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemJson() {}

    static ObjectNode write(Problem problem) {
        ObjectNode node = JSON.createObjectNode().put("operation", problem.operation()).put("view", problem.view());
        switch (problem) {
            case ConvolutionProblem c -> {
                set(node, c.conv().x(), c.conv().outDims().length == 3 ? c.conv().w()
                        : c.conv().w().reshape(c.conv().channels(), c.conv().w().rows(), c.conv().w().columns()),
                        c.conv().bias(), c.upstream());
                node.set("window", window(c.conv().window()));
                if (c.conv().groups() > 1) {
                    node.put("groups", c.conv().groups());
                }
            }
            case PoolingProblem p -> {
                Values x = p.pool().x();
                set(node, p.pool().outDims().length == 2 ? x.reshape(x.rows(), x.columns()) : x, Explain.NONE,
                        Explain.NONE, p.upstream());
                node.set("window", window(p.pool().window()));
                node.put("countIncludePad", p.pool().countIncludePad());
            }
            case LinearProblem l -> set(node, l.x(), l.w(), l.bias(), l.upstream());
            case SoftmaxProblem s -> {
                set(node, s.logits(), Explain.NONE, Explain.NONE, Explain.NONE);
                node.set("labels", JSON.valueToTree(s.labels()));
            }
            case SgdProblem s -> {
                set(node, Explain.NONE, s.w(), Explain.NONE, s.gradient());
                node.set("velocity", values(s.velocity()));
                node.put("lr", s.lr()).put("momentum", s.momentum()).put("weightDecay", s.weightDecay());
            }
            case AdamProblem a -> {
                set(node, Explain.NONE, a.w(), Explain.NONE, a.gradient());
                node.set("first", values(a.first()));
                node.set("second", values(a.second()));
                node.set("settings", JSON.valueToTree(a.settings()));
            }
            case BatchNormProblem b -> {
                set(node, b.norm().x(), b.norm().gamma(), b.norm().beta(), b.upstream());
                node.set("mean", values(b.norm().mean()));
                node.set("variance", values(b.norm().variance()));
                node.put("momentum", b.norm().momentum()).put("eps", b.norm().eps());
            }
            case LayersProblem l -> node.put("layers", l.layers().stream().map(LayerSpec::toString)
                    .collect(Collectors.joining("; "))).set("input", size(l.input()));
            default -> throw new IllegalArgumentException("exercise: a " + problem.operation()
                    + " problem cannot be stored.");
        }
        return node;
    }

    private static void set(ObjectNode node, Values x, Values w, Values bias, Values upstream) {
        Values[] all = {x, w, bias, upstream};
        String[] names = {"x", "w", "bias", "upstream"};
        IntStream.range(0, all.length).filter(i -> all[i].size() > 0).forEach(i -> node.set(names[i], values(all[i])));
    }

    private static ObjectNode values(Values v) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode dims = node.putArray("dims");
        for (int d : v.dims()) {
            dims.add(d);
        }
        ArrayNode data = node.putArray("data");
        for (double value : v.toArray()) {
            data.add(value);
        }
        return node;
    }

    private static ObjectNode window(Window2d w) {
        ObjectNode node = JSON.createObjectNode();
        node.set("kernel", size(w.kernel()));
        node.set("stride", size(w.stride()));
        node.set("padding", size(w.padding()));
        node.set("dilation", size(w.dilation()));
        return node;
    }

    private static ArrayNode size(Size2d s) {
        return JSON.createArrayNode().add(s.h()).add(s.w());
    }
}
