package longhand.learn;

import java.util.Random;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.explain.check.ConvolutionProblem;
import longhand.explain.check.PoolingProblem;
import longhand.notes.CourseNotes;
import longhand.ops.Selection;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** Judges of the tasks about windows: cross-correlation, sizes, padding, stride, channels, pooling. */
final class WindowJudges {
    private static final int ROUNDS = 5;
    private static final float[][] NOTES_X = {{0, 1, 2}, {3, 4, 5}, {6, 7, 8}};
    private static final float[][] NOTES_K = {{0, 1}, {2, 3}};

    private WindowJudges() {}

    static void corr2d(Attempt a) {
        corr2d(a, Call.of("corr2d").with("x", NOTES_X).with("k", NOTES_K), 1);
        Random r = a.random(1);
        for (int i = 0; i < ROUNDS; i++) {
            corr2d(a, Call.of("corr2d").with("x", Expect.matrix(r, 4 + i, 5))
                    .with("k", Expect.matrix(r, 2 + i % 2, 3)), 1);
        }
    }

    static void stride(Attempt a) {
        Random r = a.random(2);
        for (int i = 0; i < ROUNDS; i++) {
            int s = 1 + i % 3;
            corr2d(a, Call.of("corr2d").with("x", Expect.matrix(r, 5 + i, 8)).with("k", Expect.matrix(r, 2, 2 + i % 2))
                    .with("s", s), s);
        }
    }

    private static void corr2d(Attempt a, Call call, int stride) {
        Values x = Show.values(call.inputs().get("x"));
        Values k = Show.values(call.inputs().get("k"));
        Window2d window = Window2d.of(k.rows(), k.columns()).stride(stride);
        Expect.same(call, ConvolutionProblem.of(x, k, Explain.NONE, window), a.call(float[][].class, call));
    }

    static void outputSize(Attempt a) {
        for (int[] c : new int[][] {{3, 2, 1, 0}, {8, 3, 1, 1}, {8, 3, 2, 1}, {8, 5, 4, 1}, {224, 11, 4, 0},
                {54, 3, 2, 0},
                {28, 28, 1, 0}}) {
            int expected = Window2d.square(c[1]).stride(c[2]).padding(c[3]).output("outputSize", Size2d.square(c[0]))
                    .h();
            Call call = Call.of("outputSize").with("n", c[0]).with("k", c[1]).with("s", c[2]).with("p", c[3]);
            Expect.same(call, expected, a.call(Integer.class, call));
        }
    }

    static void padding(Attempt a) {
        Random r = a.random(3);
        for (int p : new int[] {1, 2, 0, 3}) {
            Call call = Call.of("pad").with("x", Expect.matrix(r, 2, 3 + p)).with("p", p);
            Tensor x = Tensor.of((float[][]) call.inputs().get("x"));
            Expect.same(call, Selection.pad(Selection.pad(x, 0, p, p), 1, p, p), a.call(float[][].class, call));
        }
    }

    static void channelsIn(Attempt a) {
        Random r = a.random(4);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 1 + i, 3, 4);
            Tensor k = Expect.tensor(r, 1 + i, 2, 2);
            Call call = Call.of("corr2dMultiIn").with("x", x).with("k", k);
            Expect.same(call, ConvolutionProblem.of(Values.of(x), Values.of(k), Explain.NONE, Window2d.square(2)),
                    a.call(Tensor.class, call));
        }
    }

    static void channelsOut(Attempt a) {
        Random r = a.random(5);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 1 + i % 2, 3, 4);
            Tensor k = Expect.tensor(r, 1 + i, 1 + i % 2, 2, 2);
            Call call = Call.of("corr2dMultiInOut").with("x", x).with("k", k);
            Expect.same(call, CourseNotes.corr2dMultiInOut(x, k), a.call(Tensor.class, call));
        }
    }

    static void oneByOne(Attempt a) {
        Random r = a.random(6);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 3, 2, 1 + i);
            Tensor k = Expect.tensor(r, 1 + i, 3, 1, 1);
            Call call = Call.of("conv1x1").with("x", x).with("k", k);
            Expect.same(call, CourseNotes.corr2dMultiInOut(x, k), a.call(Tensor.class, call));
        }
    }

    static void maxPool(Attempt a) {
        Random r = a.random(7);
        for (int i = 0; i < ROUNDS; i++) {
            float[][] x = i == 0 ? NOTES_X : i == 1 ? new float[][] {{-3, -1, -2}, {-4, -5, -6}}
                    : Expect.matrix(r, 3 + i, 4);
            int w = 1 + (i + 1) % 3;
            Call call = Call.of("maxPool").with("x", x).with("h", 2).with("w", w);
            Expect.same(call, PoolingProblem.of(Values.of(Tensor.of(x)), Window2d.of(2, w), true, true),
                    a.call(float[][].class, call));
        }
    }

    static void globalAveragePool(Attempt a) {
        Random r = a.random(8);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 1 + i % 2, 2, 1 + i, 3);
            Call call = Call.of("pool").with("x", x);
            Expect.same(call, x.mean(2, 3), a.call(Tensor.class, call));
        }
    }
}
