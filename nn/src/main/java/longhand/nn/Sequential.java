package longhand.nn;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import longhand.names.Given;
import longhand.tensor.Tensor;

/**
 * Layers one after the other. PyTorch: {@code nn.Sequential}.
 *
 * <p>A network that is a chain of layers extends this class: its constructor passes them to this one's, or adds them.
 *
 * <p>A {@link Conv2d} and the {@link ReLU} after it are computed in one pass over memory ({@link
 * Layer#forwardThenRelu}). That changes no number, only how often the result travels between memory and processor.
 *
 * <p>What one layer hands to the next is seen by nobody else, so its memory is used again as soon as no gradient needs
 * it, unless one of the two is a layer of the user's, which may have kept it.
 */
public class Sequential extends Layer implements Iterable<Layer> {

    /** Layers named 0, 1, 2, …. */
    @SuppressWarnings("this-escape") // child only keeps the layer
    public Sequential(Layer... layers) {
        Given.required(layers, "Sequential", "the array of layers", "pass layers, or none");
        for (int i = 0; i < layers.length; i++) {
            child(Integer.toString(i), layers[i]);
        }
    }

    /** Layers of a list, named 0, 1, 2, …. */
    @SuppressWarnings("this-escape")
    public Sequential(List<? extends Layer> layers) {
        this(Given.required(layers, "Sequential", "the list of layers", "pass List.of() if there are none")
                .toArray(Layer[]::new));
    }

    /** Layers with names of their own, in the map's order. */
    @SuppressWarnings("this-escape")
    public Sequential(Map<String, ? extends Layer> layers) {
        Given.required(layers, "Sequential", "the map of layers", "pass an empty one if there are none");
        for (Map.Entry<String, ? extends Layer> layer : layers.entrySet()) {
            child(layer.getKey(), layer.getValue());
        }
    }

    /** Appends a layer, named by its position. Returns this. */
    public final Sequential add(Layer layer) {
        return add(Integer.toString(children().size()), layer);
    }

    /** Appends a layer under a name ({@code add_module}). Returns this. */
    public final Sequential add(String name, Layer layer) {
        child(name, layer);
        return this;
    }

    /** The layer at a position, from 0. */
    public final Layer get(int index) {
        return children().get(nameAt("get", index));
    }

    private String nameAt(String operation, int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("Sequential." + operation + ": there is no layer " + index + ". Rule: "
                    + (size() == 0 ? "it has none yet" : "0 to " + (size() - 1)) + ". Fix: "
                    + (operation.equals("set") && index == size() ? "use add(layer) to append one." : "count from 0."));
        }
        return List.copyOf(children().keySet()).get(index);
    }

    /**
     * Puts another layer in the place of the one at a position, under its name: a new head on a network that was
     * trained before. The layer keeps the mode it is in: training, unless {@link #eval} is called after this. An
     * optimiser knows the parameters that there were when it was made, so it is made after this too. Returns this.
     */
    public final Sequential set(int index, Layer layer) {
        String name = nameAt("set", index);
        replaceChild(name, layer);
        return this;
    }

    /** The layers in order: {@code for (Layer layer : net)}. It cannot remove any. */
    @Override
    public final Iterator<Layer> iterator() {
        return layers().iterator();
    }

    /** Number of layers. */
    public final int size() {
        return children().size();
    }

    /** The layers in order, as a list that cannot be changed. */
    public final List<Layer> layers() {
        return List.copyOf(children().values());
    }

    @Override
    protected final Tensor compute(Tensor x) {
        List<Layer> layers = layers();
        Intermediate y = new Intermediate(x);
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            boolean keeps = !layer.keepsNothing(); // asked before, since a hook may close itself
            boolean reluFollows = i + 1 < layers.size() && layers.get(i + 1) instanceof ReLU relu && !relu.isWatched();
            if (reluFollows && !layer.isWatched()) {
                y.replace(layer.forwardThenRelu(y.tensor()), keeps);
                i++;
            } else {
                y.replace(layer.forward(y.tensor()), keeps);
            }
        }
        return y.tensor();
    }

    /** {@code Sequential}, also for a network that extends this class: so the notes print it. */
    @Override
    protected String typeName() {
        return "Sequential";
    }
}
