package longhand.nn.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import longhand.names.Counted;
import longhand.names.Given;
import longhand.nn.Parameter;
import longhand.nn.StateDictException;
import longhand.tensor.Tensor;

/**
 * Whether a saved state fits an optimiser.
 *
 * @param optimizer its name
 * @param slots names of the arrays that it keeps of a parameter
 */
record SavedState(String optimizer, List<Parameter> parameters, Function<Parameter, List<String>> slots) {
    /** The state of each parameter; nothing for those that were never changed. An error says what does not fit. */
    List<Map<String, Tensor>> byPosition(Map<String, Tensor> saved) {
        List<Map<String, Tensor>> byPosition = new ArrayList<>();
        parameters.forEach(parameter -> byPosition.add(new LinkedHashMap<>()));
        saved.forEach((key, tensor) -> {
            Given.required(key, "loadStateDict", "a name in the saved state", "leave its tensor out");
            Given.required(tensor, "loadStateDict", "the tensor '" + key + "'", "leave the name out");
            int position = position(key);
            String name = key.substring(key.indexOf('.') + 1);
            if (position < 0 || position >= parameters.size() || !fits(name, tensor, initialized(position))) {
                throw refusal("'" + key + "' " + tensor.shape() + " does not belong to ");
            }
            byPosition.get(position).put(name, tensor);
        });
        for (int i = 0; i < byPosition.size(); i++) {
            requireComplete(i, byPosition.get(i));
        }
        return byPosition;
    }

    /** What is before the dot, written as {@link Optimizer#stateDict} writes it; else −1. */
    private static int position(String key) {
        String digits = key.substring(0, Math.max(0, key.indexOf('.')));
        return digits.matches("0|[1-9]\\d{0,8}") ? Integer.parseInt(digits) : -1;
    }

    private Parameter initialized(int position) {
        Parameter parameter = parameters.get(position);
        if (!parameter.isInitialized()) {
            throw new StateDictException("loadStateDict: parameter " + position + " has no shape yet. Rule: the saved "
                    + "arrays of a parameter have its shape, and a lazy layer knows it from its first input on. Fix: "
                    + "load the model's weights, or call its forward once, before you load the optimiser's state.");
        }
        return parameter;
    }

    private boolean fits(String name, Tensor tensor, Parameter parameter) {
        return name.equals(ParameterState.STEP) ? tensor.numel() == 1 && ParameterState.isStep(tensor.item())
                : slots.apply(parameter).contains(name) && tensor.shape().equals(parameter.shape());
    }

    private void requireComplete(int position, Map<String, Tensor> state) {
        for (String name : names(parameters.get(position))) {
            if (!state.isEmpty() && !state.containsKey(name)) {
                throw refusal("'" + position + "." + name + "' is missing for ");
            }
        }
    }

    private List<String> names(Parameter parameter) {
        return Stream.concat(Stream.of(ParameterState.STEP), slots.apply(parameter).stream()).toList();
    }

    private StateDictException refusal(String what) {
        Set<String> all = new LinkedHashSet<>();
        parameters.forEach(parameter -> all.addAll(names(parameter)));
        return new StateDictException("loadStateDict: " + what + optimizer + " with "
                + Counted.of(parameters.size(), "parameter") + ". Rule: with its settings, it remembers "
                + String.join(", ", all) + " of the parameters that it has changed, and the steps are 1 or more. "
                + "Fix: use the optimiser, its settings and the model that the state was saved with.");
    }
}
