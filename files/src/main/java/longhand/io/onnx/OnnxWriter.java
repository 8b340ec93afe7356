package longhand.io.onnx;

import java.util.Map;
import longhand.io.NdArray;

/** Builds the messages of an ONNX file; the field numbers are those of the project's {@code onnx.proto}. */
final class OnnxWriter {
    /** Version of the file format, that of ONNX 1.12 (opset 17). */
    private static final int IR_VERSION = 8;
    // AttributeProto.AttributeType
    static final int FLOAT = 1;
    static final int INT = 2;
    static final int STRING = 3;
    static final int TENSOR = 4;
    static final int FLOATS = 6;
    static final int INTS = 7;

    private OnnxWriter() {
    }

    static ProtoWriter model(OnnxModel model) {
        return new ProtoWriter()
                .number(1, IR_VERSION)
                .text(2, model.producer())
                .message(7, graph(model.graph()))
                .message(8, new ProtoWriter().text(1, "").number(2, model.opset()));
    }

    private static ProtoWriter graph(OnnxGraph graph) {
        ProtoWriter out = new ProtoWriter();
        graph.nodes().forEach(node -> out.message(1, node(node)));
        out.text(2, graph.name());
        graph.initializers().forEach((name, array) -> out.message(5, new OnnxTensor(name, array).write()));
        graph.inputs().forEach(value -> out.message(11, value(value)));
        graph.outputs().forEach(value -> out.message(12, value(value)));
        return out;
    }

    private static ProtoWriter node(OnnxNode node) {
        ProtoWriter out = new ProtoWriter();
        node.inputs().forEach(name -> out.text(1, name));
        node.outputs().forEach(name -> out.text(2, name));
        out.text(3, node.name()).text(4, node.op());
        for (Map.Entry<String, Object> attribute : node.attributes().entrySet()) {
            out.message(5, attribute(node, attribute.getKey(), attribute.getValue()));
        }
        return out;
    }

    private static ProtoWriter attribute(OnnxNode node, String name, Object value) {
        ProtoWriter out = new ProtoWriter().text(1, name);
        int type = switch (value) {
            case Float number -> {
                out.float32(2, number);
                yield FLOAT;
            }
            case Long number -> {
                out.number(3, number);
                yield INT;
            }
            case String text -> {
                out.text(4, text);
                yield STRING;
            }
            case NdArray array -> {
                out.message(5, new OnnxTensor("", array).write());
                yield TENSOR;
            }
            case float[] numbers -> {
                for (float number : numbers) {
                    out.float32(7, number);
                }
                yield FLOATS;
            }
            case long[] numbers -> {
                for (long number : numbers) {
                    out.number(8, number);
                }
                yield INTS;
            }
            default -> throw new IllegalArgumentException("ONNX: the attribute " + name + " of " + node.label()
                    + " cannot be written: it is " + value + ". Rule: a number, a text, an array or a list of numbers. "
                    + "Fix: leave the node out, or write the graph with the onnx package of Python");
        };
        return out.number(20, type);
    }

    private static ProtoWriter value(OnnxValue value) {
        ProtoWriter shape = new ProtoWriter();
        for (String dim : value.dims()) {
            boolean fixed = dim.matches("\\d+");
            shape.message(1, fixed ? new ProtoWriter().number(1, Long.parseLong(dim)) : new ProtoWriter().text(2, dim));
        }
        ProtoWriter tensor = new ProtoWriter().number(1, value.dtype().onnxCode()).message(2, shape);
        return new ProtoWriter().text(1, value.name()).message(2, new ProtoWriter().message(1, tensor));
    }
}
