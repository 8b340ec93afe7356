package longhand.nn;

import static longhand.tensor.Internals.values;
import static longhand.tensor.Internals.valuesToChange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** Loading saved numbers by name, all or nothing. */
final class StateDict {
    /** A list of differences is for reading; what belongs to another model altogether differs everywhere. */
    private static final int LISTED = 5;

    private StateDict() {}

    /** Copies the numbers; returns the names that only one side has. */
    static List<String> load(String typeName, LayerParts.Named own, Map<String, Tensor> state, boolean strict) {
        List<String> differing = check(typeName, own, state, strict);
        Map<String, Parameter> parameters = own.parameters();
        Map<String, Tensor> buffers = own.buffers();
        state.forEach((name, saved) -> {
            if (parameters.containsKey(name)) {
                copy(saved, parameters.get(name));
            } else if (buffers.containsKey(name)) {
                copy(saved, buffers.get(name));
            }
        });
        return differing;
    }

    /** The same checks, and nothing is copied. */
    static List<String> check(String typeName, LayerParts.Named own, Map<String, Tensor> state, boolean strict) {
        Given.required(state, "loadStateDict", "the saved state", "pass a map of names and tensors");
        state.forEach((name, saved) -> Given.required(saved, "loadStateDict", "the tensor '" + name + "'",
                "leave the name out, with strict = false, or give it a tensor"));
        Map<String, Parameter> parameters = own.parameters();
        Map<String, Tensor> buffers = own.buffers();
        Set<String> names = new LinkedHashSet<>(parameters.keySet());
        names.addAll(buffers.keySet());
        List<String> missing = names.stream().filter(name -> !state.containsKey(name)).toList();
        List<String> unexpected = state.keySet().stream().filter(name -> !names.contains(name)).toList();
        List<String> differences = new ArrayList<>();
        if (strict) {
            missing.forEach(name -> differences.add(name + " is missing"));
            unexpected.forEach(name -> differences.add(name + " is unexpected"));
        }
        if (!strict) {
            missing.stream().filter(name -> isLazyAndHasOthers(name, parameters, state)).forEach(name ->
                    differences.add(name + " is missing, and a lazy layer gets all its parameters at once"));
        }
        Map<Parameter, Shape> given = new HashMap<>();
        state.forEach((name, saved) -> {
            if (buffers.containsKey(name)) {
                addShapes(differences, name, saved, buffers.get(name).shape());
            } else if (parameters.containsKey(name)) {
                addShapes(differences, name, saved, parameters.get(name));
                Shape first = given.putIfAbsent(parameters.get(name), saved.shape());
                if (first != null) { // one parameter under two names
                    addShapes(differences, name, saved, first);
                }
            }
        });
        if (!differences.isEmpty()) {
            throw new StateDictException("loadStateDict: the saved state does not fit " + typeName + ": "
                    + brief(differences) + ". Rule: names and shapes are equal. Fix: build the same model as the one that was saved.");
        }
        return Stream.concat(missing.stream(), unexpected.stream()).toList();
    }

    /** Whether a parameter has no shape yet, and the state holds others of its layer. */
    private static boolean isLazyAndHasOthers(String name, Map<String, Parameter> parameters,
            Map<String, Tensor> state) {
        return parameters.containsKey(name) && !parameters.get(name).isInitialized() && state.keySet().stream()
                .anyMatch(other -> layerOf(other).equals(layerOf(name)) && parameters.containsKey(other));
    }

    private static String layerOf(String name) {
        return name.substring(0, name.lastIndexOf('.') + 1);
    }

    private static void addShapes(List<String> differences, String name, Tensor saved, Parameter own) {
        if (own.isInitialized()) {
            addShapes(differences, name, saved, own.shape());
        } else if (!own.mayBecome(saved.shape())) {
            addDifference(differences, name, saved, own.openShape());
        }
    }

    private static void addShapes(List<String> differences, String name, Tensor saved, Shape own) {
        if (!own.equals(saved.shape())) {
            addDifference(differences, name, saved, own.toString());
        }
    }

    private static void addDifference(List<String> differences, String name, Tensor saved, String own) {
        differences.add("shape of " + name + " is " + saved.shape() + " in the saved state, " + own + " in the model");
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
