package longhand.nn;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import longhand.names.Counted;
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

    /**
     * Applies this layer to its inputs. Hooks are shown the first of them.
     *
     * @throws IllegalArgumentException if there is none, or if {@link #compute(List)} asks for more than there are
     */
    public final Tensor forward(List<Tensor> inputs) {
        Inputs all = inputs(inputs);
        return done(all.getFirst(), compute(all));
    }

    /** Applies this layer to two inputs. */
    public final Tensor forward(Tensor first, Tensor second) {
        return forward(Arrays.asList(first, second));
    }

    /** What the layer does with its inputs. */
    protected abstract Tensor compute(List<Tensor> inputs);

    /** One input is a list of one. */
    @Override
    protected final Tensor compute(Tensor x) {
        return compute(inputs(List.of(x)));
    }

    private Inputs inputs(List<Tensor> inputs) {
        given(inputs, "the list of inputs", "pass a list of tensors");
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException(className() + ".forward: there is no input. Rule: at least one is needed. "
                    + "Fix: pass a list with a tensor for each input.");
        }
        for (int i = 0; i < inputs.size(); i++) {
            given(inputs.get(i), "input " + i, "pass a tensor");
        }
        return new Inputs(className(), List.copyOf(inputs));
    }

    /** The inputs, with an error that names the layer where it asks for one that was not given. */
    private static final class Inputs extends AbstractList<Tensor> {
        private final String layer;
        private final List<Tensor> given;

        Inputs(String layer, List<Tensor> given) {
            this.layer = layer;
            this.given = given;
        }

        @Override
        public Tensor get(int index) {
            if (index < 0 || index >= given.size()) {
                throw new IllegalArgumentException(layer + ".forward: it asks for input " + index + " and was given "
                        + Counted.of(given.size(), "input") + ". Rule: inputs are numbered "
                        + "from 0. Fix: pass forward a tensor for each input, forward(List.of(a, b)).");
            }
            return given.get(index);
        }

        @Override
        public int size() {
            return given.size();
        }
    }
}
