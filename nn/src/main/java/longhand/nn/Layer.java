package longhand.nn;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import longhand.autograd.GradientHook;
import longhand.autograd.NoGrad;
import longhand.autograd.Registration;
import longhand.names.Given;
import longhand.tensor.Tensor;

/**
 * A function of one tensor with parameters that can be trained, possibly built from other layers. PyTorch: {@code
 * nn.Module}.
 *
 * <p>To use a layer call {@link #forward}. To write one, extend this class: create parameters and child layers in the
 * constructor with {@link #parameter}, {@link #buffer} and {@link #child}, and say in {@link #compute} what the layer
 * does:
 *
 * <pre>{@code
 * final class Doubled extends Layer {
 *     private final Linear linear = child("linear", new Linear(4, 2));
 *
 *     protected Tensor compute(Tensor x) {
 *         return linear.forward(x).mul(2);
 *     }
 * }
 * }</pre>
 *
 * Parameters carry dotted names that follow from those of the children, as in PyTorch: here {@code linear.weight} and
 * {@code linear.bias}. Every layer starts in training mode.
 *
 * <p><b>Memory.</b> What one layer of the library hands to the next inside a {@link Sequential} is used again as soon
 * as no gradient needs it ({@link longhand.tensor.Memory}); the result of {@code forward} is the caller's.
 *
 * <p><b>Threads.</b> Several threads may call {@link #forward} at once, in training mode too unless a layer draws
 * random numbers, moves running statistics, or makes its parameters in its first forward pass.
 */
public abstract class Layer {
    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, Tensor> buffers = new LinkedHashMap<>();
    private final Map<String, Layer> children = new LinkedHashMap<>();
    private final List<ForwardHook> hooks = new CopyOnWriteArrayList<>();
    private boolean training = true;
    private boolean frozen;

    /** Applies this layer. */
    public final Tensor forward(Tensor x) {
        return done(x, compute(given(x, "the input", "pass a tensor")));
    }

    /** Shows the result of this layer to those who want to see it, and returns what goes on. */
    final Tensor done(Tensor x, Tensor result) {
        Tensor y = given(result, "the result of compute", "return a tensor from compute");
        ForwardWatch.tell(this, x, y);
        for (ForwardHook hook : hooks) {
            y = given(hook.forward(this, x, y), "the result of a forward hook", "return y, or another tensor");
        }
        return y;
    }

    /** The value itself; an error that names this layer if it is null. */
    final <T> T given(T value, String what, String fix) {
        if (value == null) {
            throw Given.missing(className() + ".forward", what, fix);
        }
        return value;
    }

    /**
     * What the layer does; called by {@link #forward} only. PyTorch calls this method {@code forward} and that one
     * {@code __call__}.
     */
    protected abstract Tensor compute(Tensor x);

    /**
     * The ReLU of what this layer computes. {@link Sequential} calls it for a layer that a {@link ReLU} follows; a
     * layer whose kernel can do both in one pass over memory overrides it, with the same numbers.
     */
    Tensor forwardThenRelu(Tensor x) {
        return forward(x).relu();
    }

    /**
     * Whether neither this layer nor those inside it keep the tensors that they see, and nobody is watching them: the
     * library's own layers do not, of others nothing is known.
     */
    final boolean keepsNothing() {
        return getClass().getPackage() == Layer.class.getPackage() && !isWatched()
                && children.values().stream().allMatch(Layer::keepsNothing);
    }

    // ---- hooks
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Shows the hook what this layer computes in every forward pass, and goes on with what it returns. PyTorch: {@code
     * register_forward_hook}. A network is a layer too; {@link #namedLayers} finds those inside it:
     *
     * <pre>{@code
     * Tensor[] features = new Tensor[1];
     * try (Registration _ = net.get(4).registerForwardHook((layer, x, y) -> features[0] = y)) {
     *     net.forward(image);
     * }
     * }</pre>
     */
    public final Registration registerForwardHook(ForwardHook hook) {
        Given.required(hook, "registerForwardHook", "the hook", "pass (layer, x, y) -> y");
        ForwardHook own = hook::forward; // the same hook may be registered twice, and taken back once
        hooks.add(own);
        return () -> hooks.remove(own);
    }

    /**
     * Shows the hook the gradient with respect to what this layer computes, in the backward pass after every forward
     * pass that records a graph, and goes on with what it returns. Both kinds of hooks together are what Grad-CAM
     * needs. PyTorch: {@code register_full_backward_hook}, whose {@code grad_input} is the gradient that reaches the
     * layer before this one.
     */
    public final Registration registerBackwardHook(BackwardHook hook) {
        Given.required(hook, "registerBackwardHook", "the hook", "pass (layer, gradient) -> gradient");
        return registerForwardHook((layer, x, y) -> {
            if (y.requiresGrad() && NoGrad.gradEnabled()) {
                y.registerHook(gradient -> GradientHook.required(hook.backward(layer, gradient),
                        "registerBackwardHook", GradientHook.nameOf(hook) + " of " + layer.className(), y.shape()));
            }
            return y;
        });
    }

    /** Whether somebody is shown what this layer computes. */
    final boolean isWatched() {
        return ForwardWatch.isActive() || !hooks.isEmpty();
    }

    // ---- for the constructors of layers
    // ----------------------------------------------------------------------------------------

    /** Gives this layer a parameter of that name. */
    protected final Parameter parameter(String name, Parameter parameter) {
        parameters.put(requireFree(name), part(parameter, name));
        return parameter;
    }

    /** Gives this layer a tensor that is saved with it but not trained, such as a running mean. */
    protected final Tensor buffer(String name, Tensor buffer) {
        buffers.put(requireFree(name), part(buffer, name));
        return buffer;
    }

    /** Makes a layer part of this one under that name. */
    protected final <L extends Layer> L child(String name, L layer) {
        children.put(requireFree(name), requireOutside(name, layer));
        return layer;
    }

    /** Puts another layer in the place of the child of that name. */
    protected final void replaceChild(String name, Layer layer) {
        if (children.replace(name, requireOutside(name, layer)) == null) {
            throw new IllegalArgumentException("layer: " + className() + " has no part '" + name
                    + "' to replace. Rule: its parts are " + children.keySet() + ". Fix: choose one of them.");
        }
    }

    /** For errors, also those in a constructor, where {@link #typeName} may not work yet. */
    final String className() {
        String name = getClass().getSimpleName();
        return name.isEmpty() ? "layer" : name; // anonymous
    }

    private <T> T part(T part, String name) {
        return Given.required(part, className(), "its part '" + name + "'", "pass a parameter, tensor or layer");
    }

    /** The layer, which must not hold this one: a pass through it would never end. */
    private Layer requireOutside(String name, Layer layer) {
        if (part(layer, name).namedLayers().containsValue(this)) {
            throw new IllegalArgumentException("layer: " + className() + " would be inside its own part '" + name
                    + "'. Rule: a layer is not inside itself. Fix: pass another layer.");
        }
        return layer;
    }

    private String requireFree(String name) {
        Given.required(name, className(), "the name of a part", "pass a name");
        String has = parameters.containsKey(name) ? "parameter" : buffers.containsKey(name) ? "buffer"
                : children.containsKey(name) ? "layer" : "";
        if (name.isEmpty() || name.contains(".") || !has.isEmpty()) {
            throw new IllegalArgumentException("layer: '" + name + "' cannot name a part of " + className()
                    + (has.isEmpty() ? "" : ", which has a " + has + " of that name")
                    + ". Rule: names are not empty, hold no dot and are used once. Fix: choose another name"
                    + (has.equals("layer") ? ", or replaceChild to put another layer in its place." : "."));
        }
        return name;
    }

    // ---- looking inside
    // --------------------------------------------------------------------------------------------------------

    /** The layers this one is directly built from, by name, in the order of their creation. */
    public final Map<String, Layer> children() {
        return Collections.unmodifiableMap(children);
    }

    /** This layer (under the empty name) and all layers inside it, by dotted name, each before those inside it. */
    public final Map<String, Layer> namedLayers() {
        Map<String, Layer> found = new LinkedHashMap<>();
        visit("", found::put);
        return found;
    }

    /**
     * Parameters of this layer and all layers inside it, by dotted name; a shared one appears once, under its first
     * name.
     */
    public final Map<String, Parameter> namedParameters() {
        Map<String, Parameter> found = new LinkedHashMap<>();
        Set<Parameter> seen = new LinkedHashSet<>();
        visit("", (path, layer) -> layer.parameters.forEach((name, parameter) -> {
            if (seen.add(parameter)) {
                found.put(join(path, name), parameter);
            }
        }));
        return found;
    }

    /** Buffers of this layer and all layers inside it, by dotted name; the tensors share memory with the layer. */
    public final Map<String, Tensor> namedBuffers() {
        Map<String, Tensor> found = new LinkedHashMap<>();
        visit("", (path, layer) -> layer.buffers.forEach((name, buffer) -> found.put(join(path, name), buffer)));
        return found;
    }

    /** Parameters of this layer and all layers inside it: what an optimiser takes. */
    public final List<Parameter> parameters() {
        return List.copyOf(namedParameters().values());
    }

    /** Number of trainable numbers in this layer and all layers inside it. */
    public final long parameterCount() {
        return parameters().stream().mapToLong(Parameter::numel).sum();
    }

    /** This layer's own parameters, without those of its children. */
    public final Collection<Parameter> ownParameters() {
        return Collections.unmodifiableCollection(parameters.values());
    }

    private void visit(String path, BiConsumer<String, Layer> visitor) {
        visitor.accept(path, this);
        children.forEach((name, child) -> child.visit(join(path, name), visitor));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    // ---- modes, gradients, initial weights
    // -------------------------------------------------------------------------------------

    /** Whether this layer behaves as in training (dropout drops, batch normalisation uses the batch). */
    public final boolean isTraining() {
        return training;
    }

    /** Sets training or evaluation mode here and in all layers inside. */
    public final void train(boolean on) {
        training = on && !frozen;
        children.values().forEach(child -> child.train(on));
    }

    /** Training mode. */
    public final void train() {
        train(true);
    }

    /** Evaluation mode. */
    public final void eval() {
        train(false);
    }

    /**
     * Keeps this layer and all inside it as they are: their parameters require no gradient, and they stay in evaluation
     * mode, so that running statistics do not move either (in PyTorch {@code requires_grad_(False)} and {@code
     * eval()}).
     */
    public final void freeze() {
        frozen = true;
        training = false;
        parameters.values().forEach(parameter -> parameter.tensor().requiresGrad(false));
        children.values().forEach(Layer::freeze);
    }

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        parameters().forEach(Parameter::zeroGrad);
    }

    /**
     * Calls {@code action} for every layer inside and then for this one, in PyTorch's order; see {@link Initial}.
     */
    public final void apply(Consumer<? super Layer> action) {
        children.values().forEach(child -> child.apply(action));
        action.accept(this);
    }

    // ---- saving and loading
    // ----------------------------------------------------------------------------------------------------

    /** Parameters and buffers by dotted name, in PyTorch's order; the tensors share memory with the layer. */
    public final Map<String, Tensor> stateDict() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        visit("", (path, layer) -> {
            layer.parameters.forEach((name, parameter) -> state.put(join(path, name), parameter.tensor().detach()));
            layer.buffers.forEach((name, buffer) -> state.put(join(path, name), buffer));
        });
        return state;
    }

    /**
     * Copies numbers into the parameters and buffers of this layer.
     *
     * @throws StateDictException if names or shapes differ; it lists the differences, and nothing has been changed
     */
    public final void loadStateDict(Map<String, Tensor> state) {
        loadStateDict(state, true);
    }

    /**
     * Copies numbers into those parameters and buffers of this layer that have them in the saved state.
     *
     * @param strict whether all names must be equal ({@code strict=False} in PyTorch: what only one side has is left
     *     out)
     * @return the names that only one side has: what this layer misses, then what it does not know
     * @throws StateDictException if the shapes of one name differ, or if {@code strict} and names differ; nothing has
     *     been changed then
     */
    public final List<String> loadStateDict(Map<String, Tensor> state, boolean strict) {
        Named own = named();
        return StateDict.load(typeName(), own.parameters, own.buffers, state, strict);
    }

    /**
     * Checks what {@link #loadStateDict(Map)} checks, and changes nothing.
     *
     * @throws StateDictException if a name is missing or unexpected, or a shape differs
     */
    public final void requireStateDict(Map<String, Tensor> state) {
        Named own = named();
        StateDict.check(typeName(), own.parameters, own.buffers, state, true);
    }

    private record Named(Map<String, Parameter> parameters, Map<String, Tensor> buffers) {}

    private Named named() {
        Named all = new Named(new LinkedHashMap<>(), new LinkedHashMap<>());
        visit("", (path, layer) -> {
            layer.parameters.forEach((name, parameter) -> all.parameters.put(join(path, name), parameter));
            layer.buffers.forEach((name, buffer) -> all.buffers.put(join(path, name), buffer));
        });
        return all;
    }

    // ---- printing
    // --------------------------------------------------------------------------------------------------------------

    /** The name that {@link #toString} starts with; the class name unless overridden. */
    protected String typeName() {
        return getClass().getSimpleName();
    }

    /**
     * What stands between the brackets when this layer is printed and has no children, as in {@code p=0.5,
     * inplace=False}.
     */
    protected String details() {
        return "";
    }

    /** The tree of layers as PyTorch prints it. */
    @Override
    public String toString() {
        if (children.isEmpty()) {
            return typeName() + "(" + details() + ")";
        }
        StringBuilder text = new StringBuilder(typeName()).append("(\n");
        children.forEach((name, child) -> text.append(("(" + name + "): " + child).indent(2)));
        return text.append(')').toString();
    }
}
