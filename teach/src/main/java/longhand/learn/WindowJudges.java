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
        corr2d(a, NOTES_X, NOTES_K, 1);
        Random r = new Random(1);
        for (int i = 0; i < ROUNDS; i++) {
            corr2d(a, Expect.matrix(r, 4 + i, 5), Expect.matrix(r, 2 + i % 2, 3), 1);
        }
    }

    static void stride(Attempt a) {
        Random r = new Random(2);
        for (int i = 0; i < ROUNDS; i++) {
            corr2d(a, Expect.matrix(r, 5 + i, 8), Expect.matrix(r, 2, 2 + i % 2), 1 + i % 3);
        }
    }

    private static void corr2d(Attempt a, float[][] x, float[][] k, int stride) {
        ConvolutionProblem problem = ConvolutionProblem.of(Values.of(Tensor.of(x)), Values.of(Tensor.of(k)), Explain.NONE,
                Window2d.of(k.length, k[0].length).stride(stride));
        boolean plain = a.type().getSimpleName().equals("Corr2d");
        float[][] y = plain ? a.call(float[][].class, "corr2d", x, k) : a.call(float[][].class, "corr2d", x, k, stride);
        Expect.same("corr2d of x = " + Attempt.show(x) + " and k = " + Attempt.show(k) + (plain ? "" : ", stride " + stride),
                problem, y);
    }

    static void outputSize(Attempt a) {
        for (int[] c : new int[][] {{3, 2, 1, 0}, {8, 3, 1, 1}, {8, 3, 2, 1}, {8, 5, 4, 1}, {224, 11, 4, 0}, {54, 3, 2, 0},
                {28, 28, 1, 0}}) {
            int expected = Window2d.square(c[1]).stride(c[2]).padding(c[3]).output("outputSize", Size2d.square(c[0])).h();
            Expect.same("outputSize(" + c[0] + ", " + c[1] + ", " + c[2] + ", " + c[3] + ")", expected,
                    a.call(Integer.class, "outputSize", c[0], c[1], c[2], c[3]));
        }
    }

    static void padding(Attempt a) {
        Random r = new Random(3);
        for (int p = 0; p < 3; p++) {
            float[][] x = Expect.matrix(r, 2, 3 + p);
            Expect.same("pad of x = " + Attempt.show(x) + " by " + p, Selection.pad(Selection.pad(Tensor.of(x), 0, p, p), 1, p,
                    p),
                    Tensor.of(a.call(float[][].class, "pad", x, p)));
        }
    }

    static void channelsIn(Attempt a) {
        Random r = new Random(4);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 1 + i, 3, 4);
            Tensor k = Expect.tensor(r, 1 + i, 2, 2);
            Expect.same("corr2dMultiIn of x = " + Attempt.show(x) + " and k = " + Attempt.show(k),
                    ConvolutionProblem.of(Values.of(x), Values.of(k), Explain.NONE, Window2d.square(2)),
                    a.call(Tensor.class, "corr2dMultiIn", x, k));
        }
    }

    static void channelsOut(Attempt a) {
        Random r = new Random(5);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 1 + i % 2, 3, 4);
            Tensor k = Expect.tensor(r, 1 + i, 1 + i % 2, 2, 2);
            Expect.same("corr2dMultiInOut of x = " + Attempt.show(x) + " and k = " + Attempt.show(k),
                    CourseNotes.corr2dMultiInOut(x, k),
                    a.call(Tensor.class, "corr2dMultiInOut", x, k));
        }
    }

    static void oneByOne(Attempt a) {
        Random r = new Random(6);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 3, 2, 1 + i);
            Tensor k = Expect.tensor(r, 1 + i, 3, 1, 1);
            Expect.same("conv1x1 of x = " + Attempt.show(x) + " and k = " + Attempt.show(k), CourseNotes.corr2dMultiInOut(x, k),
                    a.call(Tensor.class, "conv1x1", x, k));
        }
    }

    static void maxPool(Attempt a) {
        Random r = new Random(7);
        for (int i = 0; i < ROUNDS; i++) {
            float[][] x = i == 0 ? NOTES_X : i == 1 ? new float[][] {{-3, -1, -2}, {-4, -5, -6}} : Expect.matrix(r, 3 + i, 4);
            int w = 1 + (i + 1) % 3;
            Expect.same("maxPool of x = " + Attempt.show(x) + ", window 2 × " + w,
                    PoolingProblem.of(Values.of(Tensor.of(x)), Window2d.of(2, w), true, true), a.call(float[][].class, "maxPool",
                            x, 2, w));
        }
    }

    static void globalAveragePool(Attempt a) {
        Random r = new Random(8);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 1 + i % 2, 2, 1 + i, 3);
            Expect.same("pool of x = " + Attempt.show(x), x.mean(2, 3), a.call(Tensor.class, "pool", x));
        }
    }
}
