package longhand.nn;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;

/** Several paths that all see the same input, named 0, 1, 2, …; subclasses say how the results become one. */
abstract sealed class Parallel extends Layer permits Concat, Sum {

    Parallel(Layer... paths) {
        if (paths.length == 0) {
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
        children().values().forEach(path -> results.add(path.forward(x)));
        Tensor joined = join(results);
        discard(results, x, joined);
        return joined;
    }

    /**
     * Lets go of results that nobody else has: neither a layer of the user's, nor the caller, whose input a path may
     * return.
     */
    private void discard(List<Tensor> results, Tensor x, Tensor joined) {
        Iterator<Layer> paths = children().values().iterator();
        for (Tensor result : results) {
            boolean isOthers = Internals.shareMemory(result, x) || Internals.shareMemory(result, joined);
            if (paths.next().keepsNothing() && !isOthers) {
                Internals.discard(result);
            }
        }
    }
}
