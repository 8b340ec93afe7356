package longhand.nn.training;

import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import java.util.Collection;
import longhand.nn.Layer;
import longhand.tensor.Tensor;

/** The buffers of a network, such as running means, as one array: one after another. */
final class Buffers {
    private Buffers() {}

    /** A copy of them. */
    static float[] of(Layer net) {
        Collection<Tensor> buffers = net.namedBuffers().values();
        float[] all = new float[buffers.stream().mapToInt(Tensor::numel).sum()];
        int at = 0;
        for (Tensor buffer : buffers) {
            System.arraycopy(values(buffer), 0, all, at, buffer.numel());
            at += buffer.numel();
        }
        return all;
    }

    /** Gives them other numbers. */
    static void set(Layer net, float[] all) {
        int at = 0;
        for (Tensor buffer : net.namedBuffers().values()) {
            System.arraycopy(all, at, valuesToChange(buffer), 0, buffer.numel());
            at += buffer.numel();
        }
    }
}
