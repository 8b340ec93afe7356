package longhand.io.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import longhand.io.DType;
import longhand.io.FileFormatException;
import longhand.io.NdArray;
import longhand.io.disk.FileBytes;

/** Reads the messages of an ONNX file; the field numbers are those of the project's {@code onnx.proto}. */
final class OnnxReader {
    private static final int MAX_PARTS = 200_000;
    private int parts;

    private OnnxReader() {
    }

    static OnnxModel readModel(Path file) {
        try {
            return new OnnxReader().model(new ProtoReader(FileBytes.open(file)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FileFormatException(file, "not an ONNX file, or a damaged one: " + e.getMessage(), e);
        }
    }

    /** Counts what is made from the file, so that a small file cannot fill the memory. */
    private <T> T part(T part) {
        if (++parts > MAX_PARTS) {
            throw new IllegalArgumentException("it has more than " + MAX_PARTS
                    + " parts: nodes, names, settings and the numbers in them");
        }
        return part;
    }

    private OnnxModel model(ProtoReader in) {
        String producer = "";
        long opset = 0;
        OnnxGraph graph = null;
        while (in.next()) {
            switch (in.field()) {
                case 2 -> producer = in.text();
                case 7 -> graph = graph(in.message());
                case 8 -> opset = Math.max(opset, opset(part(in.message())));
                default -> in.skip();
            }
        }
        if (graph == null || opset == 0) {
            throw new IllegalArgumentException("it has no graph or no version of the operators");
        }
        return new OnnxModel(opset, producer, graph);
    }

    /** The version of the standard operators; 0 for other sets of operators. */
    private static long opset(ProtoReader in) {
        String domain = "";
        long version = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> domain = in.text();
                case 2 -> version = in.number();
                default -> in.skip();
            }
        }
        return domain.isEmpty() || domain.equals("ai.onnx") ? version : 0;
    }

    private OnnxGraph graph(ProtoReader in) {
        List<OnnxNode> nodes = new ArrayList<>();
        List<OnnxValue> inputs = new ArrayList<>();
        List<OnnxValue> outputs = new ArrayList<>();
        Map<String, NdArray> initializers = new LinkedHashMap<>();
        String name = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> nodes.add(node(part(in.message())));
                case 2 -> name = in.text();
                case 5 -> {
                    OnnxTensor tensor = OnnxTensor.read(part(in.message()));
                    if (initializers.put(tensor.name(), tensor.array()) != null) {
                        throw new IllegalArgumentException("the initializer '" + tensor.name() + "' is there twice");
                    }
                }
                case 11 -> inputs.add(value(part(in.message())));
                case 12 -> outputs.add(value(part(in.message())));
                case 15 -> throw new IllegalArgumentException("it has sparse initializers, which are not supported");
                default -> in.skip();
            }
        }
        return new OnnxGraph(name, inputs, outputs, initializers, nodes);
    }

    private OnnxNode node(ProtoReader in) {
        List<String> inputs = new ArrayList<>();
        List<String> outputs = new ArrayList<>();
        Map<String, Object> attributes = new LinkedHashMap<>();
        String name = "";
        String op = "";
        String domain = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> inputs.add(part(in).text());
                case 2 -> outputs.add(part(in).text());
                case 3 -> name = in.text();
                case 4 -> op = in.text();
                case 5 -> attribute(part(in.message()), attributes);
                case 7 -> domain = in.text();
                default -> in.skip();
            }
        }
        String qualified = domain.isEmpty() || domain.equals("ai.onnx") ? op : domain + "." + op;
        return new OnnxNode(qualified, name, inputs, outputs, attributes);
    }

    private void attribute(ProtoReader in, Map<String, Object> attributes) {
        LongStream.Builder integers = LongStream.builder();
        DoubleStream.Builder floats = DoubleStream.builder();
        String name = "";
        long type = 0;
        float number = 0;
        long integer = 0;
        String text = "";
        Object tensor = "";
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> number = in.float32();
                case 3 -> integer = in.number();
                case 4 -> text = in.text();
                case 5 -> tensor = OnnxTensor.read(in.message()).array();
                case 7 -> in.floats(value -> floats.add(part(value)));
                case 8 -> in.numbers(value -> integers.add(part(value)));
                case 20 -> type = in.number();
                default -> in.skip();
            }
        }
        Object value = switch ((int) type) {
            case OnnxWriter.FLOAT -> number;
            case OnnxWriter.INT -> integer;
            case OnnxWriter.STRING -> text;
            case OnnxWriter.TENSOR -> tensor;
            case OnnxWriter.FLOATS -> toFloats(floats.build().toArray());
            case OnnxWriter.INTS -> integers.build().toArray();
            default -> new OtherAttribute(type);
        };
        if (attributes.put(name, value) != null) {
            throw new IllegalArgumentException("the attribute '" + name + "' is there twice");
        }
    }

    private static float[] toFloats(double... numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }

    private OnnxValue value(ProtoReader in) {
        String name = "";
        DType dtype = DType.F32;
        List<String> dims = new ArrayList<>();
        while (in.next()) {
            switch (in.field()) {
                case 1 -> name = in.text();
                case 2 -> dtype = type(in.message(), dims);
                default -> in.skip();
            }
        }
        return new OnnxValue(name, dtype, dims);
    }

    /** {@code TypeProto}, of which we know the tensor. */
    private DType type(ProtoReader in, List<String> dims) {
        DType dtype = DType.F32;
        while (in.next()) {
            if (in.field() != 1) {
                throw new IllegalArgumentException("an input or output is no tensor");
            }
            ProtoReader tensor = in.message();
            while (tensor.next()) {
                switch (tensor.field()) {
                    case 1 -> dtype = OnnxTensor.dtype(tensor.number());
                    case 2 -> dims(tensor.message(), dims);
                    default -> tensor.skip();
                }
            }
        }
        return dtype;
    }

    private void dims(ProtoReader in, List<String> dims) {
        while (in.next()) {
            ProtoReader dimension = part(in.message());
            String dim = "?";
            while (dimension.next()) {
                switch (dimension.field()) {
                    case 1 -> dim = Long.toString(dimension.number());
                    case 2 -> dim = dimension.text();
                    default -> dimension.skip();
                }
            }
            dims.add(dim);
        }
    }
}
