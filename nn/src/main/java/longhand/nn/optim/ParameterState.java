package longhand.nn.optim;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.tensor.Tensor;

/** What an optimiser remembers about one parameter: the number of steps, and arrays as long as the parameter. */
public final class ParameterState {
    static final String STEP = "step";
    private static final double MOST_STEPS = 1e15; // more than anyone takes, and one more can be counted

    private final Map<String, float[]> arrays = new LinkedHashMap<>();
    private long steps;
    private Shape shape;

    /** Whether so many steps are possible. */
    static boolean isStep(float count) {
        return count >= 1 && count == Math.rint(count) && count <= MOST_STEPS;
    }

    void countStep(Shape ofParameter) {
        belongTo(ofParameter);
        steps++;
    }

    /** Forgets what belongs to another shape: that of a lazy layer that forgot it and got another one. */
    private void belongTo(Shape ofParameter) {
        if (!ofParameter.equals(shape)) {
            arrays.clear();
            steps = 0;
        }
        shape = ofParameter;
    }

    /** Steps so far, the running one included. */
    public long steps() {
        return steps;
    }

    /** The shape of the parameter that is being changed. */
    public Shape shape() {
        return shape;
    }

    /** The array of that name; zeros the first time. */
    public float[] array(String name, int length) {
        return arrays.computeIfAbsent(Given.required(name, "optimizer", "the name of an array", "pass one"), n -> new float[length]);
    }

    /** With arrays of these names: zeros where a setting that needs one was switched on after the last step. */
    Map<String, Tensor> toTensors(Shape ofParameter, List<String> names) {
        belongTo(ofParameter);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        if (steps > 0) {
            tensors.put(STEP, Tensor.scalar(steps));
            names.forEach(name -> array(name, ofParameter.numel()));
            arrays.forEach((name, array) -> tensors.put(name, Tensor.of(array, ofParameter)));
        }
        return tensors;
    }

    void forget(String name) {
        arrays.remove(name);
    }

    /** @param ofParameter the shape that the arrays belong to; null of a parameter without one, if there are none */
    static ParameterState of(Map<String, Tensor> tensors, Shape ofParameter) {
        ParameterState state = new ParameterState();
        state.shape = ofParameter;
        tensors.forEach((name, tensor) -> {
            if (name.equals(STEP)) {
                state.steps = (long) tensor.item();
            } else {
                state.arrays.put(name, tensor.toArray());
            }
        });
        return state;
    }
}
