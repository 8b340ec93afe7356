package longhand.nn.training.shards;

import static longhand.tensor.Internals.values;

import java.util.List;
import longhand.nn.Layer;
import longhand.nn.Parameter;
import longhand.nn.training.GradientSource;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/**
 * What the shards of a batch give together, beside the sum of their gradients: means over the images, added up in
 * double precision in the order of the shards. A running mean of batch normalisation so moves towards the mean over the
 * shards, once per step.
 */
public final class ShardSum {
    private int images;
    private int correct;
    private double loss;
    private boolean[] reached = {};
    private double[] buffers = {};

    /** Adds the next shard. */
    public void add(ShardResult.Rest shard) {
        if (images == 0) {
            reached = new boolean[shard.reached().length];
            buffers = new double[shard.buffers().length];
        }
        images += shard.images();
        correct += shard.correct();
        loss += shard.images() * shard.loss();
        for (int i = 0; i < reached.length; i++) {
            reached[i] |= shard.reached()[i];
        }
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] += (double) shard.images() * shard.buffers()[i];
        }
    }

    /**
     * Gives a network the gradients and running statistics of the batch.
     *
     * @param gradient that of all parameters, one after another
     */
    public GradientSource.Result applyTo(Layer net, float[] gradient) {
        List<Parameter> parameters = net.parameters();
        int at = 0;
        for (int i = 0; i < reached.length; i++) {
            Parameter parameter = parameters.get(i);
            int end = at + parameter.numel();
            if (reached[i]) {
                Tensor own = Internals.result(parameter.shape());
                System.arraycopy(gradient, at, values(own), 0, end - at);
                Internals.setGradient(parameter.tensor(), own);
            }
            at = end;
        }
        float[] means = new float[buffers.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (buffers[i] / images);
        }
        FlatNumbers.setBuffers(net, means);
        return new GradientSource.Result(loss / images, correct);
    }
}
