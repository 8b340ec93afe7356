package longhand.nn;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import longhand.autograd.NoGrad;
import longhand.autograd.Registration;
import longhand.autograd.internal.HookResult;
import longhand.names.Given;
import longhand.tensor.Tensor;

/** Who is shown what one layer computes: its own hooks, and those who watch all layers of their thread. */
final class LayerHooks {
    private final List<ForwardHook> hooks = new CopyOnWriteArrayList<>();

    Registration register(ForwardHook hook) {
        Given.required(hook, "registerForwardHook", "the hook", "pass (layer, x, y) -> y");
        ForwardHook own = hook::forward; // the same hook may be registered twice, and taken back once
        hooks.add(own);
        return () -> hooks.remove(own);
    }

    Registration register(BackwardHook hook) {
        Given.required(hook, "registerBackwardHook", "the hook", "pass (layer, gradient) -> gradient");
        return register((layer, x, y) -> y.requiresGrad() && NoGrad.gradEnabled() ? hooked(hook, layer, x, y) : y);
    }

    /** The result with the hook: a copy if it is a tensor of others too, who have gradients of their own. */
    private static Tensor hooked(BackwardHook hook, Layer layer, Tensor x, Tensor result) {
        Tensor y = result == x || result.isLeaf() ? result.copy() : result;
        y.registerHook(gradient -> HookResult.required(hook.backward(layer, gradient), "registerBackwardHook",
                HookResult.nameOf(hook) + " of " + layer.className(), y.shape()));
        return y;
    }

    boolean areWatched() {
        return ForwardWatch.isActive() || !hooks.isEmpty();
    }

    /** Shows everybody the result of a layer, and returns what the hooks make of it. */
    Tensor shown(Layer layer, Tensor x, Tensor result) {
        ForwardWatch.tell(layer, x, result);
        Tensor y = result;
        for (ForwardHook hook : hooks) {
            y = layer.given(hook.forward(layer, x, y), "the result of a forward hook", "return y, or another tensor");
        }
        return y;
    }
}
