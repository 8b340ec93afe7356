package longhand.nn.onnx;

import java.util.function.IntFunction;
import longhand.autograd.NoGrad;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.nn.Layer;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * The last word about an exported graph: it is computed, with batches of several sizes, and compared with the network.
 */
final class ExportCheck {
    /** Of the largest number of a result: float32 leaves a tenth of that even in deep networks. */
    private static final double TOLERANCE = 1e-3;
    /** Sizes that the graph was not made of; one, because much is special about it. */
    private static final int[] OTHER_BATCHES = {1, 5};

    private final OnnxLayer exported;
    private final Layer net;

    private ExportCheck(OnnxModel model, Layer net) {
        this.exported = new OnnxLayer(model);
        this.net = net;
    }

    /**
     * Compares.
     *
     * @param traces what the network computed when the graph was made
     * @param inputs makes an input with a batch of that size
     * @throws IllegalArgumentException if the graph computes anything else
     */
    static void require(OnnxModel model, Layer net, IntFunction<Tensor> inputs, Trace... traces) {
        boolean known = model.graph().nodes().stream().map(OnnxNode::op).allMatch(Operators.all()::containsKey);
        if (!known) {
            return; // an operation of the user's is one of ONNX that we cannot compute
        }
        ExportCheck check = new ExportCheck(model, net);
        try (NoGrad _ = NoGrad.enter()) {
            for (Trace trace : traces) {
                check.compare(trace.input(), trace.result());
            }
            for (int batch : OTHER_BATCHES) {
                Tensor x = inputs.apply(batch);
                check.compare(x, check.resultOrNull(x));
            }
        }
    }

    /** Null if the network itself does not take it: then it does not matter what the graph makes of it. */
    private Tensor resultOrNull(Tensor x) {
        try {
            return net.forward(x);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private void compare(Tensor x, Tensor expected) {
        if (expected == null) {
            return;
        }
        Tensor actual;
        try {
            actual = exported.forward(x.detach());
        } catch (RuntimeException e) {
            throw refusal(x, "it fails: " + e.getMessage(), e);
        }
        if (!actual.shape().equals(expected.shape())) {
            throw refusal(x, "it gives the shape " + actual.shape() + ", the network " + expected.shape(), null);
        }
        float[] e = Internals.values(expected);
        float[] a = Internals.values(actual);
        double largest = 0;
        for (float value : e) {
            largest = Float.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
        }
        for (int i = 0; i < e.length; i++) {
            boolean same = Float.compare(e[i], a[i]) == 0 || Math.abs((double) e[i] - a[i]) <= TOLERANCE * largest;
            if (!same) {
                throw refusal(x, "number " + i + " of its result is " + a[i] + ", that of the network " + e[i], null);
            }
        }
    }

    private static IllegalArgumentException refusal(Tensor x, String difference, Throwable cause) {
        return new IllegalArgumentException("onnx export: the graph would not compute what the network does: for an input "
                + "of shape " + x.shape() + ", " + difference + ". Rule: both are the same for every input and every size "
                + "of the batch. Fix: do not let Java's if and loops depend on size(0) or on values, draw no random "
                + "numbers in evaluation mode, change nothing that the next pass uses; and see that the operators given "
                + "to OnnxExport.register are right.", cause);
    }
}
