package longhand.nn;

import java.util.List;
import longhand.tensor.Tensor;

/**
 * A layer with several inputs. To use it call {@link #forward(List)}; to write one, extend this class and say in {@link
 * #compute(List)} what it does:
 *
 * <pre>{@code
 * final class Gate extends JoiningLayer {
 *     private final Linear linear = child("linear", new Linear(4, 4));
 *
 *     protected Tensor compute(List<Tensor> inputs) {
 *         return inputs.get(0).mul(linear.forward(inputs.get(1)).sigmoid());
 *     }
 * }
 * }</pre>
 */
public abstract class JoiningLayer extends Layer {

    /** Applies this layer to its inputs. Hooks are shown the first of them. */
    public final Tensor forward(List<Tensor> inputs) {
        return done(inputs.getFirst(), compute(inputs));
    }

    /** Applies this layer to two inputs. */
    public final Tensor forward(Tensor first, Tensor second) {
        return forward(List.of(first, second));
    }

    /** What the layer does with its inputs. */
    protected abstract Tensor compute(List<Tensor> inputs);

    /** One input is a list of one. */
    @Override
    protected final Tensor compute(Tensor x) {
        return compute(List.of(x));
    }
}
