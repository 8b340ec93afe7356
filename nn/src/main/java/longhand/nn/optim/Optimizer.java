package longhand.nn.optim;

import static longhand.tensor.Internals.gradient;
import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.nn.Parameter;
import longhand.nn.StateDictException;
import longhand.tensor.Tensor;

/**
 * Changes parameters against their gradients. PyTorch: {@code torch.optim.Optimizer}.
 *
 * <pre>{@code
 * Optimizer optimizer = new Adam(net.parameters(), 0.001);
 * optimizer.zeroGrad();
 * loss.backward();
 * optimizer.step();
 * }</pre>
 */
public abstract class Optimizer {
    private final List<Parameter> parameters;
    private final List<ParameterState> states = new ArrayList<>();
    private double lr;
    private double weightDecay;

    Optimizer(List<Parameter> parameters, double lr) {
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException(
                    "optimizer: there is no parameter to train. Rule: at least one. Fix: pass net.parameters().");
        }
        this.parameters = List.copyOf(parameters);
        this.parameters.forEach(parameter -> states.add(new ParameterState()));
        lr(lr);
    }

    /** Changes every parameter that has a gradient. */
    public final void step() {
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            if (parameter.hasGrad()) {
                states.get(i).countStep();
                Tensor w = parameter.tensor();
                update(valuesToChange(w), values(gradient(w)), w.numel(), states.get(i));
            }
        }
    }

    /**
     * One step of one parameter.
     *
     * @param w its numbers, to be changed
     * @param g its gradient, not to be changed
     * @param n how many there are
     * @param state what the optimiser remembers about this parameter
     */
    abstract void update(float[] w, float[] g, int n, ParameterState state);

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        parameters.forEach(Parameter::zeroGrad);
    }

    /** The parameters that it trains. */
    public final List<Parameter> parameters() {
        return parameters;
    }

    /** The learning rate. */
    public final double lr() {
        return lr;
    }

    /** Sets the learning rate; schedules do this. */
    public final void lr(double rate) {
        this.lr = requireAtLeastZero("lr", rate);
    }

    final double weightDecay() {
        return weightDecay;
    }

    final void setWeightDecay(double decay) {
        this.weightDecay = requireAtLeastZero("weightDecay", decay);
    }

    static double requireAtLeastZero(String what, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "optimizer: " + what + " = " + value
                    + ". Rule: it is 0 or more and finite. Fix: pass such a number.");
        }
        return value;
    }

    static double requireFraction(String what, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "optimizer: " + what + " = " + value
                    + ". Rule: it is at least 0 and less than 1. Fix: pass such a number.");
        }
        return value;
    }

    /**
     * What the optimiser remembers, by name: {@code 3.exp_avg} is PyTorch's {@code state[3]["exp_avg"]}, where 3 is the
     * position of the parameter. The tensors share memory with the optimiser. Learning rate and other settings are not
     * part of it.
     */
    public final Map<String, Tensor> stateDict() {
        Map<String, Tensor> all = new LinkedHashMap<>();
        for (int i = 0; i < states.size(); i++) {
            String position = i + ".";
            Parameter parameter = parameters.get(i);
            if (parameter.isInitialized()) {
                states.get(i).toTensors(parameter.shape()).forEach((name, tensor) -> all.put(position + name, tensor));
            }
        }
        return all;
    }

    /**
     * Goes on from a saved state; the numbers are copied.
     *
     * @throws StateDictException if it is not the state of such an optimiser with these parameters; then nothing has
     *     been changed
     */
    public final void loadStateDict(Map<String, Tensor> saved) {
        List<Map<String, Tensor>> byPosition = new ArrayList<>();
        parameters.forEach(parameter -> byPosition.add(new LinkedHashMap<>()));
        saved.forEach((key, tensor) -> {
            int dot = key.indexOf('.');
            int position = dot > 0 && key.substring(0, dot).matches("\\d{1,9}")
                    ? Integer.parseInt(key.substring(0, dot)) : -1;
            String name = key.substring(dot + 1);
            boolean fits = position >= 0 && position < parameters.size() && (name.equals(ParameterState.STEP)
                    ? tensor.numel() == 1 : slots().contains(name)
                    && tensor.shape().equals(parameters.get(position).shape()));
            if (!fits) {
                throw new StateDictException("loadStateDict: '" + key + "' " + tensor.shape() + " does not belong to "
                        + getClass().getSimpleName() + " with " + parameters.size()
                        + " parameters. Fix: use the optimiser and the model " + "that the state was saved with.");
            }
            byPosition.get(position).put(name, tensor);
        });
        for (int i = 0; i < states.size(); i++) {
            states.set(i, ParameterState.of(byPosition.get(i)));
        }
    }

    /** Names of the arrays that this optimiser may keep per parameter. */
    abstract List<String> slots();
}
