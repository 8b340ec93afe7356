package longhand.nn;

import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import longhand.tensor.Tensor;

/** Loading saved numbers by name, all or nothing. */
final class StateDict {
    /** A list of differences is for reading; what belongs to another model altogether differs everywhere. */
    private static final int LISTED = 5;

    private StateDict() {}

    static void load(String typeName, Map<String, Parameter> parameters, Map<String, Tensor> buffers, Map<String,
            Tensor> state) {
        List<String> differences = new ArrayList<>();
        addNames(differences, "missing", parameters.keySet(), state.keySet());
        addNames(differences, "missing", buffers.keySet(), state.keySet());
        List<String> unexpected = state.keySet().stream()
                .filter(n -> !parameters.containsKey(n) && !buffers.containsKey(n)).toList();
        addNames(differences, "unexpected", unexpected, List.of());
        state.forEach((name, saved) -> {
            boolean known = buffers.containsKey(name) || parameters.containsKey(name)
                    && parameters.get(name).isInitialized();
            Tensor own = known && buffers.containsKey(name) ? buffers.get(name) : known ? parameters.get(name).tensor()
                    : saved;
            if (!own.shape().equals(saved.shape())) {
                differences.add("shape of " + name + " is " + saved.shape() + " in the saved state, " + own.shape()
                        + " in the model");
            }
        });
        if (!differences.isEmpty()) {
            throw new StateDictException("loadStateDict: the saved state does not fit " + typeName + ": "
                    + brief(differences) + ". Rule: names and shapes are equal. Fix: build the same model as the one that was saved.");
        }
        parameters.forEach((name, parameter) -> copy(state.get(name), parameter));
        buffers.forEach((name, buffer) -> copy(state.get(name), buffer));
    }

    private static void addNames(List<String> differences, String what, Collection<String> names,
            Collection<String> present) {
        names.stream().filter(name -> !present.contains(name)).forEach(name -> differences.add(name + " is " + what));
    }

    private static void copy(Tensor saved, Parameter parameter) {
        if (parameter.isInitialized()) {
            copy(saved, parameter.tensor());
        } else {
            parameter.initialize(Tensor.of(saved.toArray(), saved.shape()));
        }
    }

    private static void copy(Tensor from, Tensor to) {
        System.arraycopy(values(from), 0, valuesToChange(to), 0, to.numel());
    }

    private static String brief(List<String> differences) {
        String listed = differences.stream().limit(LISTED).collect(Collectors.joining("; "));
        int more = differences.size() - LISTED;
        return more > 0 ? listed + "; and " + more + " more differences" : listed;
    }
}
