package longhand.nn.training.shards;

import static longhand.tensor.Internals.values;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import longhand.nn.Layer;
import longhand.nn.Loss;
import longhand.nn.Parameter;
import longhand.nn.training.ConfusionMatrix;
import longhand.random.Generator;
import longhand.tensor.Internals;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;

/**
 * What the computation of one shard gives.
 *
 * @param gradient its share of the gradient of the batch: that of all parameters, one after another
 * @param rest what is small
 */
public record ShardResult(float[] gradient, Rest rest) {
    /**
     * What a shard gives beside its gradient.
     *
     * @param images how many it has
     * @param loss their mean loss
     * @param correct how many are classified right
     * @param reached for each parameter, whether the backward pass came to it
     * @param buffers running statistics after the forward pass, one buffer after another
     */
    public record Rest(int images, double loss, int correct, boolean[] reached, float[] buffers)
            implements Serializable {}

    /**
     * Computes a shard. The weights stay as they are; the buffers of the network and the state of the default generator
     * do not.
     *
     * @param net in training mode, with the buffers that it has before the step
     * @param images those of the shard, [images, c, h, w]
     * @param batchImages how many images the whole batch has
     * @param streamSeed where its random numbers come from
     * @param memory has room for the gradient
     */
    public static ShardResult compute(Layer net, Loss loss, Tensor images, int[] labels, int batchImages,
            long streamSeed, GradientTree memory) {
        Generator.manualSeed(streamSeed);
        try (Memory.Scope _ = Memory.scope()) {
            Tensor logits = net.forward(images);
            Tensor mean = loss.forward(logits, labels);
            mean.backward(Tensor.scalar((float) ((double) labels.length / batchImages)));
            List<Parameter> parameters = net.parameters();
            float[] gradient = memory.room(Math.toIntExact(net.parameterCount()));
            boolean[] reached = new boolean[parameters.size()];
            int at = 0;
            for (int i = 0; i < reached.length; i++) {
                Parameter parameter = parameters.get(i);
                reached[i] = parameter.hasGrad();
                if (reached[i]) {
                    System.arraycopy(values(Internals.gradient(parameter.tensor())), 0, gradient, at,
                            parameter.numel());
                } else {
                    Arrays.fill(gradient, at, at + parameter.numel(), 0);
                }
                at += parameter.numel();
            }
            return new ShardResult(gradient, new Rest(labels.length, mean.item(),
                    ConfusionMatrix.correct(logits, labels), reached, FlatNumbers.buffers(net)));
        } finally {
            net.zeroGrad();
        }
    }
}
