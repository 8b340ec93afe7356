package longhand.conformance.fuzz;

import java.util.Arrays;
import longhand.backend.Backend;
import longhand.shape.GatherShape;

/** Makes random problems for the kernels that pick elements along a dimension, or put them in order. */
final class GatherProblems {
    private final Backend reference;

    GatherProblems(Backend reference) {
        this.reference = reference;
    }

    private static GatherShape shape(Draw draw) {
        int[] sizes = Geometry.outerMiddleInner(draw, 1);
        int most = draw.rarely() ? 2 * sizes[1] : Math.min(sizes[1], 20);
        return new GatherShape(sizes[0], sizes[1], draw.between(0, most), sizes[2]);
    }

    private static float[] indices(Draw draw, GatherShape s, int least) {
        int[] indices = draw.indices(s.indexLength(), draw.between(least, s.n()));
        float[] floats = new float[indices.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = indices[i];
        }
        return floats;
    }

    /** Now and then one that is none: then only the place of the first of them counts. */
    private static float[] indicesOrNone(Draw draw, GatherShape s) {
        float[] index = indices(draw, s, s.n());
        float[] none = {s.n(), -1, 0.5f, Float.NaN, Float.POSITIVE_INFINITY};
        for (int i = 0; i < draw.between(0, 2) && draw.rarely() && index.length > 0; i++) {
            index[draw.between(0, index.length - 1)] = none[draw.between(0, none.length - 1)];
        }
        return index;
    }

    private static void noteWrong(int wrong, float[] y, int length, Outputs out) {
        out.ints(1)[0] = wrong;
        if (wrong >= 0) {
            Arrays.fill(y, 0, length, 0);
        }
    }

    KernelProblem nonzero(Draw draw) {
        int n = draw.length();
        Numbers numbers = Numbers.draw(draw);
        int most = draw.between(0, 3);
        float[] x = draw.array(numbers, n);
        int[] kept = draw.indices(n, 1 + most);
        for (int i = 0; i < n; i++) {
            x[i] = kept[i] == 0 ? x[i] : 0;
        }
        return new KernelProblem(reference, n + " numbers, one of " + (1 + most) + " kept, " + numbers,
                (backend, in, out) -> {
                    int[] places = out.ints(n);
                    int count = backend.nonzero(in[0], places, n);
                    Arrays.fill(places, count, n, 0);
                    out.ints(1)[0] = count;
                }, x);
    }

    KernelProblem take(Draw draw) {
        int[] sizes = Geometry.outerMiddleInner(draw, 1);
        int[] index = draw.indices(sizes[0] * sizes[2], sizes[1]);
        return KernelProblem.drawn(reference, draw, Arrays.toString(sizes), (backend, in, out) ->
                backend.take(in[0], index.clone(), out.floats(index.length), sizes[0], sizes[1], sizes[2]),
                index.length * sizes[1]);
    }

    KernelProblem takeGradient(Draw draw) {
        int[] sizes = Geometry.outerMiddleInner(draw, 1);
        int[] index = draw.indices(sizes[0] * sizes[2], sizes[1]);
        return KernelProblem.drawn(reference, draw, Arrays.toString(sizes), (backend, in, out) ->
                backend.takeGradient(in[0], index.clone(), out.floats(index.length * sizes[1]), sizes[0], sizes[1],
                        sizes[2]), index.length);
    }

    KernelProblem gather(Draw draw) {
        GatherShape s = shape(draw);
        Numbers numbers = Numbers.draw(draw);
        float[] index = indicesOrNone(draw, s);
        return new KernelProblem(reference, s + ", " + numbers, (backend, in, out) -> {
            float[] y = out.floats(s.indexLength());
            noteWrong(backend.gather(in[0], index.clone(), y, s), y, s.indexLength(), out);
        }, draw.array(numbers, s.arrayLength()));
    }

    KernelProblem scatterAdd(Draw draw) {
        GatherShape s = shape(draw);
        Numbers numbers = Numbers.draw(draw);
        float[] index = indicesOrNone(draw, s);
        return new KernelProblem(reference, s + ", " + numbers, (backend, in, out) -> {
            float[] y = out.floats(s.arrayLength());
            noteWrong(backend.scatterAdd(in[0], index.clone(), y, s), y, s.arrayLength(), out);
        }, draw.array(numbers, s.indexLength()));
    }

    KernelProblem scatter(Draw draw) {
        GatherShape s = shape(draw);
        Numbers numbers = Numbers.draw(draw);
        float[] index = indicesOrNone(draw, s);
        return new KernelProblem(reference, s + ", " + numbers, (backend, in, out) -> {
            float[] y = out.floats(s.arrayLength());
            noteWrong(backend.scatter(in[0], in[1], index.clone(), y, s), y, s.arrayLength(), out);
        }, draw.array(numbers, s.arrayLength()), draw.array(numbers, s.indexLength()));
    }

    KernelProblem scatterGradient(Draw draw) {
        GatherShape s = shape(draw);
        Numbers numbers = Numbers.draw(draw);
        float[] index = indices(draw, s, 1);
        return new KernelProblem(reference, s + ", " + numbers, (backend, in, out) ->
                backend.scatterGradient(in[0], index.clone(), out.floats(s.arrayLength()), out.floats(s.indexLength()),
                        s), draw.array(numbers, s.arrayLength()));
    }

    KernelProblem order(Draw draw) {
        GatherShape any = shape(draw);
        GatherShape s = new GatherShape(any.outer(), any.n(), Math.min(any.count(), any.n()), any.inner());
        Numbers numbers = Numbers.draw(draw);
        boolean descending = draw.coin();
        return new KernelProblem(reference, s + (descending ? ", descending, " : ", ") + numbers, (backend, in, out) ->
                backend.order(in[0], out.floats(s.indexLength()), s, descending),
                draw.array(numbers, s.arrayLength()));
    }
}
