package longhand.nn;

import java.util.ArrayList;
import java.util.List;
import longhand.names.Given;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/** Several paths that all see the same input, named 0, 1, 2, …; subclasses say how the results become one. */
abstract sealed class Parallel extends Layer permits Concat, Sum {

    Parallel(Layer... paths) {
        if (Given.required(paths, typeName(), "the array of paths", "pass layers").length == 0) {
            throw new IllegalArgumentException(typeName()
                    + ": there is no path. Rule: at least one is needed. Fix: pass layers.");
        }
        for (int i = 0; i < paths.length; i++) {
            child(Integer.toString(i), paths[i]);
        }
    }

    abstract Tensor join(List<Tensor> results);

    @Override
    protected Tensor compute(Tensor x) {
        List<Tensor> results = new ArrayList<>();
        List<Tensor> unseen = new ArrayList<>();
        children().values().forEach(path -> {
            boolean keepsNothing = path.keepsNothing(); // asked before, since a hook may close itself
            results.add(path.forward(x));
            if (keepsNothing) {
                unseen.add(results.getLast());
            }
        });
        Tensor joined = join(results);
        discard(unseen, x, joined);
        return joined;
    }

    /** Lets go of results that neither a layer of the user's has nor the caller, whose input a path may return. */
    private static void discard(List<Tensor> unseen, Tensor x, Tensor joined) {
        unseen.stream().filter(result -> !Internals.shareMemory(result, x) && !Internals.shareMemory(result, joined))
                .forEach(Internals::discard);
    }
}
