package longhand.nn.optim;

import static longhand.tensor.Internals.gradient;
import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import longhand.names.Given;
import longhand.nn.Parameter;
import longhand.nn.PythonText;
import longhand.nn.StateDictException;
import longhand.shape.Shape;
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
 *
 * <p>To write one, extend this class and say in {@link #update} what a step does to one parameter; what it remembers
 * from step to step goes into the state, under names that {@link #slots} lists, and is saved with it:
 *
 * <pre>{@code
 * final class Momentum extends Optimizer {
 *     Momentum(List<Parameter> parameters, double lr) {
 *         super(parameters, lr);
 *     }
 *
 *     protected void update(float[] w, float[] g, int n, ParameterState state) {
 *         float[] v = state.array("velocity", n);
 *         for (int i = 0; i < n; i++) {
 *             v[i] = 0.9f * v[i] + g[i];
 *             w[i] -= (float) lr() * v[i];
 *         }
 *     }
 *
 *     protected List<String> slots() {
 *         return List.of("velocity");
 *     }
 * }
 * }</pre>
 *
 * <p>It knows the parameters that it was given: those of a layer that is put into a network later ({@code
 * Sequential.set}, {@code add}) are trained after {@link #addGroup}, or by an optimiser that is made after that.
 *
 * <p>An optimiser is for one thread at a time.
 */
public abstract class Optimizer {
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<ParameterState> states = new ArrayList<>();
    private final List<Group> groups = new ArrayList<>();
    /** The group of the parameter that is being changed, else the first one. */
    private Group current;
    private double lr;
    private double weightDecay;

    /**
     * What is special about some parameters.
     *
     * @param lrFactor times the learning rate
     * @param weightDecay instead of the optimiser's, if given
     */
    private record Group(int size, double lrFactor, OptionalDouble weightDecay) {}

    /**
     * For these parameters.
     *
     * @throws IllegalArgumentException if there is none, or the learning rate is negative
     */
    protected Optimizer(List<Parameter> parameters, double lr) {
        Given.required(parameters, "optimizer", "the list of parameters", "pass net.parameters()");
        if (parameters.isEmpty()) {
            throw new IllegalArgumentException(
                    "optimizer: there is no parameter to train. Rule: at least one. Fix: pass net.parameters().");
        }
        add(parameters, 1, OptionalDouble.empty());
        current = groups.getFirst();
        lr(lr);
    }

    /**
     * Adds parameters with settings of their own, as a further element of PyTorch's {@code param_groups}: a smaller
     * rate for layers that were trained before, no weight decay for biases.
     *
     * @param lrFactor what the learning rate, whatever a schedule makes of it, is multiplied with
     * @param decay weight decay
     * @throws IllegalArgumentException if there is no parameter, or one that the optimiser has already
     */
    public final void addGroup(List<Parameter> more, double lrFactor, double decay) {
        if (Given.required(more, "optimizer", "the list of parameters", "pass layer.parameters()").isEmpty()) {
            throw new IllegalArgumentException("optimizer: the group has no parameter. Rule: at least one. Fix: pass "
                    + "the parameters() of a layer that has some.");
        }
        add(more, requireAtLeastZero("lrFactor", lrFactor),
                OptionalDouble.of(requireAtLeastZero("weightDecay", decay)));
    }

    private void add(List<Parameter> more, double lrFactor, OptionalDouble decay) {
        List<Parameter> all = new ArrayList<>(parameters);
        for (Parameter parameter : more) {
            Given.required(parameter, "optimizer", "a parameter", "pass net.parameters()");
            if (all.contains(parameter)) {
                throw new IllegalArgumentException("optimizer: a parameter is there twice. Rule: each belongs to one "
                        + "group. Fix: leave it out of the others.");
            }
            all.add(parameter);
        }
        parameters.addAll(more);
        more.forEach(_ -> states.add(new ParameterState()));
        groups.add(new Group(more.size(), lrFactor, decay));
    }

    /**
     * Changes every parameter that has a gradient.
     *
     * @throws IllegalStateException if its settings do not go together
     */
    public final void step() {
        requireSettings();
        int i = 0;
        try {
            for (Group group : groups) {
                current = group;
                for (int end = i + group.size; i < end; i++) {
                    step(parameters.get(i), states.get(i));
                }
            }
        } finally {
            current = groups.getFirst();
        }
    }

    private void step(Parameter parameter, ParameterState state) {
        if (parameter.hasGrad()) {
            state.countStep(parameter.shape());
            Tensor w = parameter.tensor();
            update(valuesToChange(w, "step() of an optimiser"), values(gradient(w)), w.numel(), state);
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
    protected abstract void update(float[] w, float[] g, int n, ParameterState state);

    /** Forgets the arrays of that name, which a setting made superfluous. */
    final void forget(String slot) {
        states.forEach(state -> state.forget(slot));
    }

    /** Before each step, an error if settings do not go together; none unless overridden. */
    protected void requireSettings() {}

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        parameters.forEach(Parameter::zeroGrad);
    }

    /** The parameters that it trains. */
    public final List<Parameter> parameters() {
        return Collections.unmodifiableList(parameters);
    }

    /** The learning rate; inside {@link #update}, that of the group of the parameter. */
    public final double lr() {
        return lr * current.lrFactor;
    }

    /** Sets the learning rate. A schedule of a trainer starts from it, and leaves it as it is. */
    public final void lr(double rate) {
        this.lr = requireAtLeastZero("lr", rate);
    }

    /** The weight decay; inside {@link #update}, that of the group of the parameter. */
    protected final double weightDecay() {
        return current.weightDecay.orElse(weightDecay);
    }

    /** Sets the weight decay of the parameters whose group has none of its own. */
    protected final void setWeightDecay(double decay) {
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
                states.get(i).toTensors(parameter.shape(), slotsOf(parameter))
                        .forEach((name, tensor) -> all.put(position + name, tensor));
            }
        }
        return all;
    }

    /**
     * Goes on from a saved state; the numbers are copied.
     *
     * @throws StateDictException if it is not the state of such an optimiser with these parameters; then nothing has
     *     been changed
     * @throws IllegalArgumentException if a name or tensor is null; the same
     */
    public final void loadStateDict(Map<String, Tensor> saved) {
        List<Map<String, Tensor>> byPosition = byPosition(saved);
        for (int i = 0; i < states.size(); i++) {
            Parameter parameter = parameters.get(i);
            states.set(i, ParameterState.of(byPosition.get(i), parameter.isInitialized() ? parameter.shape() : null));
        }
    }

    /**
     * Checks what {@link #loadStateDict} checks, and changes nothing.
     *
     * @throws StateDictException if it is not the state of such an optimiser with these parameters
     */
    public final void requireStateDict(Map<String, Tensor> saved) {
        byPosition(saved);
    }

    private List<Map<String, Tensor>> byPosition(Map<String, Tensor> saved) {
        Given.required(saved, "loadStateDict", "the saved state of the optimiser", "pass a map of names and tensors");
        if (saved.isEmpty() && states.stream().anyMatch(state -> state.steps() > 0)) {
            throw new StateDictException("loadStateDict: the saved state is empty, and " + getClass().getSimpleName()
                    + " has stepped. Rule: only an optimiser that has not stepped remembers nothing. Fix: pass the "
                    + "stateDict() of one that has; to begin anew, make a new optimiser.");
        }
        return new SavedState(getClass().getSimpleName(), parameters, this::slotsOf).byPosition(saved);
    }

    private List<String> slotsOf(Parameter parameter) {
        return parameter.isInitialized() ? slots(parameter.shape()) : slots();
    }

    /** As PyTorch prints it: the groups with their learning rate and weight decay, and what else is set. */
    @Override
    public String toString() {
        Map<String, String> shown = new TreeMap<>(settings());
        StringBuilder text = new StringBuilder(getClass().getSimpleName()).append(" (\n");
        for (int i = 0; i < groups.size(); i++) {
            shown.put("lr", PythonText.of(lr * groups.get(i).lrFactor));
            shown.put("weight_decay", PythonText.number(groups.get(i).weightDecay.orElse(weightDecay)));
            text.append(i == 0 ? "" : "\n").append("Parameter Group ").append(i).append('\n');
            shown.forEach((name, value) -> text.append("    ").append(name).append(": ").append(value).append('\n'));
        }
        return text.append(")").toString();
    }

    /** The settings that {@link #toString} shows, beside learning rate and weight decay; none unless overridden. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    /** Names of the arrays that this optimiser, with its settings, keeps of each parameter that it has changed. */
    protected abstract List<String> slots();

    /** The same for a parameter of this shape, where that makes a difference; {@link #slots()} unless overridden. */
    protected List<String> slots(Shape shape) {
        return slots();
    }
}
