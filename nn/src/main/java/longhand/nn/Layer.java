package longhand.nn;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
    private final LayerParts parts = new LayerParts();
    private final LayerHooks hooks = new LayerHooks();
    private boolean training = true;
    private boolean frozen;

    /** Applies this layer. */
    public final Tensor forward(Tensor x) {
        return done(x, compute(given(x, "the input", "pass a tensor")));
    }

    /** Shows the result of this layer to those who want to see it, and returns what goes on. */
    final Tensor done(Tensor x, Tensor result) {
        return hooks.shown(this, x, given(result, "the result of compute", "return a tensor from compute"));
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
                && children().values().stream().allMatch(Layer::keepsNothing);
    }

    // ---- hooks

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
        return hooks.register(hook);
    }

    /**
     * Shows the hook the gradient with respect to what this layer hands on, its forward hooks included, in the backward
     * pass after every forward pass that records a graph, and goes on with what it returns. A gradient that reaches the
     * layer on another way, through a tensor that a forward hook or a layer inside has kept, is none of the hook's.
     * Both kinds of hooks together are what Grad-CAM needs. PyTorch: {@code register_full_backward_hook}, whose {@code
     * grad_input} is the gradient that reaches the layer before this one.
     */
    public final Registration registerBackwardHook(BackwardHook hook) {
        return hooks.register(hook);
    }

    /** Whether somebody is shown what this layer computes. */
    final boolean isWatched() {
        return hooks.areWatched();
    }

    // ---- for the constructors of layers

    /** Gives this layer a parameter of that name. */
    protected final Parameter parameter(String name, Parameter parameter) {
        return parts.parameter(this, name, parameter);
    }

    /** Gives this layer a tensor that is saved with it but not trained, such as a running mean. */
    protected final Tensor buffer(String name, Tensor buffer) {
        return parts.buffer(this, name, buffer);
    }

    /** Makes a layer part of this one under that name. */
    protected final <L extends Layer> L child(String name, L layer) {
        return parts.child(this, name, layer);
    }

    /** Puts another layer in the place of the child of that name. */
    protected final void replaceChild(String name, Layer layer) {
        parts.replaceChild(this, name, layer);
    }

    final LayerParts parts() {
        return parts;
    }

    /** For errors, also those in a constructor, where {@link #typeName} may not work yet. */
    final String className() {
        String name = getClass().getSimpleName();
        return name.isEmpty() ? "layer" : name; // anonymous
    }

    // ---- looking inside

    /** The layers this one is directly built from, by name, in the order of their creation. */
    public final Map<String, Layer> children() {
        return parts.children();
    }

    /** This layer (under the empty name) and all layers inside it, by dotted name, each before those inside it. */
    public final Map<String, Layer> namedLayers() {
        Map<String, Layer> found = new LinkedHashMap<>();
        found.put("", this);
        children().forEach((name, child) -> child.namedLayers()
                .forEach((path, layer) -> found.put(LayerParts.join(name, path), layer)));
        return found;
    }

    /**
     * Parameters of this layer and all layers inside it, by dotted name; a shared one appears once, under its first
     * name.
     */
    public final Map<String, Parameter> namedParameters() {
        return parts.namedParameters();
    }

    /** Buffers of this layer and all layers inside it, by dotted name; the tensors share memory with the layer. */
    public final Map<String, Tensor> namedBuffers() {
        return parts.all().buffers();
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
        return parts.ownParameters();
    }

    // ---- modes, gradients, initial weights

    /** Whether this layer behaves as in training (dropout drops, batch normalisation uses the batch). */
    public final boolean isTraining() {
        return training;
    }

    /** Sets training or evaluation mode here and in all layers inside. */
    public final void train(boolean on) {
        training = on && !frozen;
        children().values().forEach(child -> child.train(on));
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
        ownParameters().forEach(parameter -> parameter.requiresGrad(false));
        children().values().forEach(Layer::freeze);
    }

    /** Lets this layer and all inside it learn again after {@link #freeze}, in training mode. */
    public final void unfreeze() {
        frozen = false;
        training = true;
        ownParameters().forEach(parameter -> parameter.requiresGrad(true));
        children().values().forEach(Layer::unfreeze);
    }

    final boolean isFrozen() {
        return frozen;
    }

    /** For those who bring a layer back as it was, with its parameters and its mode. */
    final void frozen(boolean on) {
        frozen = on;
    }

    /** Forgets the gradients of all parameters. */
    public final void zeroGrad() {
        parameters().forEach(Parameter::zeroGrad);
    }

    /** Calls {@code action} for every layer inside and then for this one, in PyTorch's order; see {@link Initial}. */
    public final void apply(Consumer<? super Layer> action) {
        Given.required(action, "Layer.apply", "the action", "pass a lambda");
        children().values().forEach(child -> child.apply(action));
        action.accept(this);
    }

    // ---- saving and loading

    /** Parameters and buffers by dotted name, in PyTorch's order; the tensors share memory with the layer. */
    public final Map<String, Tensor> stateDict() {
        return parts.stateDict();
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
        return StateDict.load(typeName(), parts.all(), state, strict);
    }

    /**
     * Checks what {@link #loadStateDict(Map)} checks, and changes nothing.
     *
     * @throws StateDictException if a name is missing or unexpected, or a shape differs
     */
    public final void requireStateDict(Map<String, Tensor> state) {
        StateDict.check(typeName(), parts.all(), state, true);
    }

    // ---- printing

    /** The name that {@link #toString} starts with; the class name unless overridden. */
    protected String typeName() {
        return getClass().getSimpleName();
    }

    /** What stands between the brackets when a layer without children is printed: {@code p=0.5, inplace=False}. */
    protected String details() {
        return "";
    }

    /** The tree of layers as PyTorch prints it. */
    @Override
    public String toString() {
        if (children().isEmpty()) {
            return typeName() + "(" + details() + ")";
        }
        StringBuilder text = new StringBuilder(typeName()).append("(\n");
        children().forEach((name, child) -> text.append(("(" + name + "): " + child).indent(2)));
        return text.append(')').toString();
    }
}
