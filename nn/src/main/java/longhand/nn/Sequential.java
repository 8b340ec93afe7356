package longhand.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import longhand.tensor.Tensor;

/**
 * Layers one after the other. PyTorch: {@code nn.Sequential}.
 *
 * <p>A {@link Conv2d} and the {@link ReLU} after it are computed in one pass over memory ({@link Layer#forwardThenRelu}). That changes no
 * number, only how often the result travels between memory and processor.
 */
public final class Sequential extends Layer {

    /** Layers named 0, 1, 2, …. */
    public Sequential(Layer... layers) {
        for (Layer layer : layers) {
            add(layer);
        }
    }

    /** Layers with names of their own, in the map's order. */
    public Sequential(Map<String, ? extends Layer> layers) {
        layers.forEach(this::add);
    }

    /** Appends a layer, named by its position. Returns this. */
    public Sequential add(Layer layer) {
        return add(Integer.toString(children().size()), layer);
    }

    /** Appends a layer under a name ({@code add_module}). Returns this. */
    public Sequential add(String name, Layer layer) {
        child(name, layer);
        return this;
    }

    /** The layer at a position, from 0. */
    public Layer get(int index) {
        return layers().get(index);
    }

    public int size() {
        return children().size();
    }

    /** The layers in order. */
    public List<Layer> layers() {
        return new ArrayList<>(children().values());
    }

    @Override
    protected Tensor compute(Tensor x) {
        List<Layer> layers = layers();
        boolean fuse = !ForwardWatch.isActive();
        Tensor y = x;
        for (int i = 0; i < layers.size(); i++) {
            boolean reluFollows = i + 1 < layers.size() && layers.get(i + 1) instanceof ReLU;
            if (fuse && reluFollows) {
                y = layers.get(i).forwardThenRelu(y);
                i++;
            } else {
                y = layers.get(i).forward(y);
            }
        }
        return y;
    }
}
