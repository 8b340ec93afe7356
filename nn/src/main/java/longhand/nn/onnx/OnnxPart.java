package longhand.nn.onnx;

import java.util.HashMap;
import java.util.Map;
import longhand.nn.Layer;
import longhand.nn.Parameter;
import longhand.tensor.Tensor;

/**
 * Carries parameters with dotted names: {@code conv.0.weight} becomes the parameter weight of the part 0 of the part
 * conv.
 */
class OnnxPart extends Layer {
    private final Map<String, OnnxPart> parts = new HashMap<>();

    /** Adds a parameter (trainable) or buffer. */
    final void add(String name, Tensor value, boolean trainable) {
        int dot = name.indexOf('.');
        if (dot >= 0) {
            String first = name.substring(0, dot);
            parts.computeIfAbsent(first, part -> child(part, new OnnxPart()))
                    .add(name.substring(dot + 1), value, trainable);
        } else if (trainable) {
            parameter(name, Parameter.of(value));
        } else {
            buffer(name, value);
        }
    }

    @Override
    protected Tensor compute(Tensor x) {
        throw new IllegalStateException("onnx: a part of a graph cannot compute on its own. Fix: call forward on the whole OnnxLayer.");
    }

    @Override
    protected String typeName() {
        return "Parameters";
    }
}
