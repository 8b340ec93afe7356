package longhand.explain.exercise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import longhand.explain.PaperConvolution;
import longhand.explain.PaperPooling;
import longhand.explain.Values;
import longhand.explain.check.ConvolutionProblem;
import longhand.explain.check.PoolingProblem;
import longhand.explain.check.Problem;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** Writes problems as JSON and reads them back. */
final class ProblemJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProblemJson() {}

    static ObjectNode write(Problem problem) {
        ObjectNode node = JSON.createObjectNode().put("operation", problem.operation());
        switch (problem) {
            case ConvolutionProblem(PaperConvolution c) -> {
                node.set("x", values(c.x()));
                node.set("w", values(c.outDims().length == 3 ? c.w() : c.w().reshape(c.channels(), c.w().rows(),
                        c.w().columns())));
                node.set("bias", values(c.bias()));
                node.set("window", window(c.window()));
            }
            case PoolingProblem(PaperPooling p) -> {
                node.set("x", values(p.outDims().length == 2 ? p.x().reshape(p.x().rows(), p.x().columns()) : p.x()));
                node.set("window", window(p.window()));
                node.put("countIncludePad", p.countIncludePad());
            }
            default -> throw new IllegalArgumentException("exercise: a " + problem.operation() + " problem cannot be stored.");
        }
        return node;
    }

    static Problem read(JsonNode node) {
        String operation = node.required("operation").asText();
        Window2d window = readWindow(node.required("window"));
        Values x = readValues(node.required("x"));
        return switch (operation) {
            case "corr2d", "conv2d" -> ConvolutionProblem.of(x, readValues(node.required("w")), readValues(node.required("bias")),
                    window);
            case "maxpool", "avgpool" -> PoolingProblem.of(x, window, operation.equals("maxpool"),
                    node.required("countIncludePad").asBoolean());
            default -> throw new IllegalArgumentException("there is no operation '" + operation + "'");
        };
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

    private static Values readValues(JsonNode node) {
        int[] dims = JSON.convertValue(node.required("dims"), int[].class);
        return Values.of(JSON.convertValue(node.required("data"), double[].class), dims);
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

    private static Window2d readWindow(JsonNode node) {
        return new Window2d(readSize(node, "kernel"), readSize(node, "stride"), readSize(node, "padding"), readSize(node,
                "dilation"), false);
    }

    private static Size2d readSize(JsonNode node, String name) {
        JsonNode pair = node.required(name);
        return new Size2d(pair.required(0).asInt(), pair.required(1).asInt());
    }
}
