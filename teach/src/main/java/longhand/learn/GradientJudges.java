package longhand.learn;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.nn.ReLU;
import longhand.notes.CourseNotes;
import longhand.ops.Losses;
import longhand.ops.SoftmaxOps;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** Judges of the tasks about gradients, losses, steps and the NiN block. */
final class GradientJudges {
    private static final int ROUNDS = 5;

    private GradientJudges() {}

    static void product(Attempt a) {
        Random r = a.random(11);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor left = Tensor.scalar(r.nextInt(9) - 4).requiresGrad(true);
            Tensor right = Tensor.scalar(r.nextInt(9) - 4).requiresGrad(true);
            float g = 1 + r.nextInt(5);
            left.mul(right).backward(Tensor.scalar(g));
            Call call = Call.of("gradient").with("a", left.item()).with("b", right.item()).with("g", g);
            Expect.same(call, new float[] {left.grad().item(), right.grad().item()}, a.call(float[].class, call));
        }
    }

    static void relu(Attempt a) {
        Random r = a.random(10);
        Tensor x = Tensor.vector(-2, -0.5, 0, 0.5, 3, r.nextInt(9) - 4).requiresGrad(true);
        Tensor g = Tensor.vector(1, 2, 3, 4, -5, 1 + r.nextInt(9));
        x.relu().backward(g);
        Call call = Call.of("gradient").with("x", x.toArray()).with("g", g.toArray());
        Expect.same(call, x.grad().toArray(), a.call(float[].class, call));
    }

    static void kernel(Attempt a) {
        Random r = a.random(12);
        for (int i = 0; i < ROUNDS; i++) {
            float[][] x = Expect.matrix(r, 3 + i, 4);
            Tensor k = Expect.tensor(r, 2, 1 + i % 3).requiresGrad(true);
            Tensor y = CourseNotes.corr2d(Tensor.of(x), k);
            float[][] g = Expect.matrix(r, y.size(0), y.size(1));
            y.backward(Tensor.of(g));
            Call call = Call.of("gradient").with("x", x).with("g", g).with("h", 2).with("w", k.size(1));
            Expect.same(call, k.grad(), a.call(float[][].class, call));
        }
    }

    static void autograd(Attempt a) {
        Random r = a.random(13);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 2, 1 + i);
            Call call = Call.of("gradient").with("x", x);
            Expect.same(call, x.square().mul(3), a.call(Tensor.class, call));
        }
    }

    static void softmax(Attempt a) {
        Random r = a.random(15);
        float[] random = {r.nextInt(9), r.nextInt(9), r.nextInt(9)};
        for (float[] z : List.of(new float[] {1, 2, 3}, new float[] {0, 0}, random, new float[] {-1, 4, 0, 2},
                new float[] {1000, 1001, 999}, new float[] {-1000, -1001})) {
            Call call = Call.of("softmax").with("z", z);
            Expect.same(call, SoftmaxOps.softmax(Tensor.of(z.clone()), 0), a.call(float[].class, call));
        }
    }

    static void crossEntropy(Attempt a) {
        Random r = a.random(14);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor z = Expect.tensor(r, 1 + i, 3);
            int[] labels = IntStream.range(0, 1 + i).map(n -> r.nextInt(3)).toArray();
            Call call = Call.of("loss").with("z", z).with("labels", labels);
            Expect.same(call, Losses.crossEntropy(z, labels).item(), a.call(Float.class, call));
        }
    }

    static void sgd(Attempt a) {
        Random r = a.random(16);
        float[] weight = {1, -2, 0.5f};
        float[] velocity = new float[3];
        float[] expected = weight.clone();
        float[] expectedVelocity = new float[3];
        for (int step = 0; step < 3; step++) {
            float[] gradient = {0.5f * step, 1, 1 + r.nextInt(5)};
            Call call = Call.of("step").with("weight", weight).with("gradient", gradient).with("velocity", velocity)
                    .with("lr", 0.1f).with("momentum", 0.9f);
            List<Object> after = a.callInPlace(call);
            for (int i = 0; i < 3; i++) {
                expectedVelocity[i] = 0.9f * expectedVelocity[i] + gradient[i];
                expected[i] -= 0.1f * expectedVelocity[i];
            }
            Expect.same("velocity after step " + (step + 1) + ":\n" + call, expectedVelocity, after.get(2));
            Expect.same("weight after step " + (step + 1) + ":\n" + call, expected, after.get(0));
            Expect.same("gradient, which must stay as it is, after step " + (step + 1), gradient, after.get(1));
            weight = (float[]) after.get(0);
            velocity = (float[]) after.get(2);
        }
    }

    static void learnKernel(Attempt a) {
        float[][] image = new float[6][8];
        for (float[] row : image) {
            for (int j = 0; j < 8; j++) {
                row[j] = j >= 2 && j < 6 ? 0 : 1;
            }
        }
        Tensor x = Tensor.of(image);
        Tensor y = CourseNotes.corr2d(x, Tensor.of(new float[][] {{1, -1}}));
        Call improve = Call.of("improve").with("kernel", Tensor.zeros(1, 2)).with("x", x).with("y", y)
                .with("lr", 0.01f);
        Expect.same(improve, Tensor.of(new float[][] {{0.12f, -0.12f}}), a.call(Tensor.class, improve));
        Tensor learned = a.call(Tensor.class, Call.of("learn").with("x", x).with("y", y).with("steps", 20)
                .with("lr", 0.02f));
        boolean near = learned.numel() == 2 && Math.abs(learned.toArray()[0] - 1) < 0.1
                && Math.abs(learned.toArray()[1] + 1) < 0.1;
        if (!near) {
            throw new WrongAnswerException("After 20 steps the kernel is " + Show.line(learned) + ", not near 1 -1.");
        }
    }

    /**
     * A layer comes over as the list of its parts, each as it prints itself: kinds, channels and windows stand in it.
     */
    static void ninBlock(Attempt a) {
        ninBlock(a, 1, 96, Window2d.square(11).stride(4));
        ninBlock(a, 3, 8, Window2d.square(3).padding(1));
    }

    private static void ninBlock(Attempt a, int in, int out, Window2d window) {
        int kernel = window.kernel().h();
        Call call = Call.of("block").with("in", in).with("out", out).with("kernel", kernel)
                .with("stride", window.stride().h())
                .with("padding", window.padding().h());
        List<Layer> layers = List.of(new Conv2d(in, out, kernel, window.stride().h(), window.padding().h()), new ReLU(),
                new Conv2d(out, out, 1), new ReLU(), new Conv2d(out, out, 1), new ReLU());
        List<String> expected = layers.stream().map(Layer::toString).toList();
        List<?> actual = a.call(List.class, call);
        if (!expected.equals(actual)) {
            throw new WrongAnswerException(call + "\ngives the layers\n" + lines(actual) + "but should give\n"
                    + lines(expected).stripTrailing());
        }
    }

    private static String lines(List<?> layers) {
        StringBuilder out = new StringBuilder();
        layers.forEach(layer -> out.append("  ").append(layer).append('\n'));
        return out.toString();
    }
}
