package longhand.nn.training.shards;

import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import java.nio.FloatBuffer;
import java.util.Collection;
import longhand.nn.Layer;
import longhand.nn.Parameter;
import longhand.tensor.Tensor;

/** The numbers of a network one after another: all parameters, or all buffers such as running means. */
public final class FlatNumbers {
    private FlatNumbers() {}

    /** How many numbers the parameters are. */
    public static int parameterCount(Layer net) {
        return Math.toIntExact(net.parameterCount());
    }

    /** Writes the parameters. */
    public static void parameters(Layer net, FloatBuffer to) {
        tensors(net).forEach(tensor -> to.put(values(tensor), 0, tensor.numel()));
    }

    /** A copy of the buffers. */
    public static float[] buffers(Layer net) {
        Collection<Tensor> buffers = net.namedBuffers().values();
        float[] all = new float[buffers.stream().mapToInt(Tensor::numel).sum()];
        FloatBuffer to = FloatBuffer.wrap(all);
        buffers.forEach(buffer -> to.put(values(buffer), 0, buffer.numel()));
        return all;
    }

    /** Gives the parameters other numbers. */
    public static void setParameters(Layer net, FloatBuffer from) {
        set(tensors(net), from);
    }

    /** Gives the buffers other numbers. */
    public static void setBuffers(Layer net, float[] all) {
        set(net.namedBuffers().values(), FloatBuffer.wrap(all));
    }

    private static Collection<Tensor> tensors(Layer net) {
        return net.parameters().stream().map(Parameter::tensor).toList();
    }

    private static void set(Collection<Tensor> tensors, FloatBuffer from) {
        tensors.forEach(tensor -> from.get(valuesToChange(tensor), 0, tensor.numel()));
    }
}
