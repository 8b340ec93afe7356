package longhand.nn;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import longhand.autograd.Edge;
import longhand.autograd.GradientHook;
import longhand.autograd.NoGrad;
import longhand.autograd.Node;
import longhand.autograd.Registration;
import longhand.autograd.internal.HookResult;
import longhand.names.Given;
import longhand.shape.Shape;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/** Who is shown what one layer computes: its own hooks, and those who watch all layers of their thread. */
final class LayerHooks {
    private final List<ForwardHook> hooks = new CopyOnWriteArrayList<>();
    /** Each makes the hook for one result, of this shape. */
    private final List<BiFunction<Layer, Shape, GradientHook>> backwardHooks = new CopyOnWriteArrayList<>();

    Registration register(ForwardHook hook) {
        Given.required(hook, "registerForwardHook", "the hook", "pass (layer, x, y) -> y");
        return added(hooks, hook::forward);
    }

    Registration register(BackwardHook hook) {
        Given.required(hook, "registerBackwardHook", "the hook", "pass (layer, gradient) -> gradient");
        return added(backwardHooks, (layer, shape) -> gradient -> HookResult.required(hook.backward(layer, gradient),
                "registerBackwardHook", HookResult.nameOf(hook) + " of " + layer.className(), shape));
    }

    /** @param own an object of this registration: the same hook may be registered twice, and taken back once */
    private static <H> Registration added(List<H> to, H own) {
        to.add(own);
        return () -> to.remove(own);
    }

    boolean areWatched() {
        return ForwardWatch.isActive() || !hooks.isEmpty() || !backwardHooks.isEmpty();
    }

    /** Shows everybody the result of a layer, and returns what the hooks make of it. */
    Tensor shown(Layer layer, Tensor x, Tensor result) {
        ForwardWatch.tell(layer, x, result);
        Tensor y = result;
        for (ForwardHook hook : hooks) {
            y = layer.given(hook.forward(layer, x, y), "the result of a forward hook", "return y, or another tensor");
        }
        return backwardHooks.isEmpty() || !y.requiresGrad() || !NoGrad.gradEnabled() ? y : hooked(layer, x, y);
    }

    /**
     * The result with the backward hooks, and with a place of its own in the graph: others who have the tensor too (a
     * layer inside, a forward hook, the layer before) have gradients that are none of this layer's. It shares the
     * memory, unless a change in place would change the input or a leaf.
     */
    private Tensor hooked(Layer layer, Tensor x, Tensor result) {
        boolean copied = Internals.shareMemory(result, x) || result.isLeaf();
        Tensor same = copied ? result.detach().copy() : Internals.view(result, result.shape());
        Tensor y = Internals.recorded(Node.HOOK, same, Edge.to(result, g -> g));
        backwardHooks.forEach(hook -> y.registerHook(hook.apply(layer, y.shape())));
        return y;
    }
}
