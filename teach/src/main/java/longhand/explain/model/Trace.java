package longhand.explain.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.explain.ReceptiveField;
import longhand.nn.ForwardWatch;
import longhand.nn.Layer;
import longhand.tensor.Tensor;

/**
 * A picture on its way through a network and back: what each innermost layer read and computed, and the gradient of
 * the score (the logit) of one class by all of it.
 *
 * @param image 1 × channels × height × width, with its gradient
 * @param stages in the order of computation
 * @param logits 1 × classes; of a network that ends in maps, the mean of each
 * @param target the class whose score was differentiated
 */
record Trace(Tensor image, List<Stage> stages, Tensor logits, int target) {
    /** Stands for the likeliest class. */
    static final int LIKELIEST = -1;

    /**
     * What one innermost layer did.
     *
     * @param path where the layer stands in the network; a dash if it has no name there
     * @param source the stage that computed {@code input}: its place in the list, {@link #PICTURE} or {@link #BETWEEN}
     * @param field the receptive field of the output; empty if it is the whole image
     */
    record Stage(String path, Layer layer, Tensor input, Tensor output, int source, Optional<ReceptiveField> field) {
        /** The input is the picture. */
        static final int PICTURE = -1;
        /** The input was computed between layers: a sum, or paths joined. */
        static final int BETWEEN = -2;
    }

    /** Runs a network in evaluation mode; the gradients of its parameters are forgotten afterwards. */
    static Trace of(Layer net, Tensor picture, int wanted) {
        Tensor image = picture.detach().requiresGrad(true);
        Map<Layer, String> paths = new HashMap<>();
        net.namedLayers().forEach((path, layer) -> paths.putIfAbsent(layer, path));
        FieldTracker fields = new FieldTracker(image);
        Map<Tensor, Integer> computedBy = new IdentityHashMap<>(Map.of(image, Stage.PICTURE));
        List<Stage> stages = new ArrayList<>();
        Tensor logits;
        try (ForwardWatch _ = ForwardWatch.start((layer, x, y) -> {
            Optional<ReceptiveField> field = fields.passed(layer, x, y);
            if (layer.children().isEmpty()) {
                if (y.requiresGrad()) {
                    y.retainGrad();
                }
                int source = computedBy.computeIfAbsent(x, between -> sameNumbers(stages, between));
                stages.add(new Stage(paths.getOrDefault(layer, "–"), layer, x, y, source, field));
                computedBy.put(y, stages.size() - 1);
            }
        })) {
            net.eval();
            logits = net.forward(image);
        }
        Tensor scores = logits.rank() == 2 ? logits : logits.mean(2, 3);
        int target = wanted == LIKELIEST ? (int) scores.argmax(1, false).item() : wanted;
        scores.select(0, 0).select(0, target).backward();
        net.zeroGrad();
        return new Trace(image, List.copyOf(stages), scores.detach(), target);
    }

    /** The last stage if a tensor made between layers has its numbers, in another shape perhaps: a flattening. */
    private static int sameNumbers(List<Stage> stages, Tensor between) {
        boolean same = !stages.isEmpty() && stages.getLast().output().numel() == between.numel()
                && Arrays.equals(stages.getLast().output().toArray(), between.toArray());
        return same ? stages.size() - 1 : Stage.BETWEEN;
    }

    /** The gradient of the score by a tensor; zeros where none arrived. */
    static Tensor gradient(Tensor t) {
        return t.hasGrad() ? t.grad().detach() : Tensor.zeros(t.shape().dims());
    }
}
