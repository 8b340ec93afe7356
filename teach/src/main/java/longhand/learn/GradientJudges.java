package longhand.learn;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import longhand.nn.Conv2d;
import longhand.nn.Layer;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.notes.CourseNotes;
import longhand.ops.Losses;
import longhand.ops.Softmax;
import longhand.tensor.Tensor;

/** Judges of the tasks about gradients, losses, training and the NiN block. */
final class GradientJudges {
    private static final int ROUNDS = 5;

    private GradientJudges() {}

    static void product(Attempt a) {
        Random r = new Random(11);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor left = Tensor.scalar(r.nextInt(9) - 4).requiresGrad(true);
            Tensor right = Tensor.scalar(r.nextInt(9) - 4).requiresGrad(true);
            float g = 1 + r.nextInt(5);
            left.mul(right).backward(Tensor.scalar(g));
            Expect.same("gradient(" + left.item() + ", " + right.item() + ", " + g + ")",
                    new float[] {left.grad().item(), right.grad().item()},
                    a.call(float[].class, "gradient", left.item(), right.item(), g));
        }
    }

    static void relu(Attempt a) {
        Tensor x = Tensor.vector(-2, -0.5, 0, 0.5, 3).requiresGrad(true);
        Tensor g = Tensor.vector(1, 2, 3, 4, -5);
        x.relu().backward(g);
        Expect.same("gradient of x = " + Attempt.show(x.toArray()) + " and g = " + Attempt.show(g.toArray()), x.grad().toArray(),
                a.call(float[].class, "gradient", x.toArray(), g.toArray()));
    }

    static void kernel(Attempt a) {
        Random r = new Random(12);
        for (int i = 0; i < ROUNDS; i++) {
            float[][] x = Expect.matrix(r, 3 + i, 4);
            Tensor k = Expect.tensor(r, 2, 1 + i % 3).requiresGrad(true);
            Tensor y = CourseNotes.corr2d(Tensor.of(x), k);
            float[][] g = Expect.matrix(r, y.size(0), y.size(1));
            y.backward(Tensor.of(g));
            Expect.same("gradient of x = " + Attempt.show(x) + " and g = " + Attempt.show(g) + " for a kernel of 2 × "
                    + k.size(1),
                    k.grad(), Tensor.of(a.call(float[][].class, "gradient", x, g, 2, k.size(1))));
        }
    }

    static void autograd(Attempt a) {
        Random r = new Random(13);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 2, 1 + i);
            Expect.same("gradient at x = " + Attempt.show(x), x.square().mul(3), a.call(Tensor.class, "gradient", x));
        }
    }

    static void softmax(Attempt a) {
        for (float[] z : List.of(new float[] {1, 2, 3}, new float[] {0, 0}, new float[] {-1, 4, 0, 2},
                new float[] {1000, 1001, 999},
                new float[] {-1000, -1001})) {
            Expect.same("softmax of z = " + Attempt.show(z), Softmax.softmax(Tensor.of(z.clone()), 0), a.call(float[].class,
                    "softmax", z));
        }
    }

    static void crossEntropy(Attempt a) {
        Random r = new Random(14);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor z = Expect.tensor(r, 1 + i, 3);
            int[] labels = IntStream.range(0, 1 + i).map(n -> r.nextInt(3)).toArray();
            Expect.same("loss of z = " + Attempt.show(z) + " with labels " + Attempt.show(labels),
                    Losses.crossEntropy(z, labels).item(), a.call(Float.class, "loss", z, labels));
        }
    }

    static void sgd(Attempt a) {
        float[] weight = {1, -2, 0.5f};
        float[] velocity = new float[3];
        float[] expected = weight.clone();
        float[] expectedVelocity = new float[3];
        for (int step = 0; step < 3; step++) {
            float[] gradient = {0.5f * step, 1, -2};
            a.callInPlace("step", weight, gradient, velocity, 0.1f, 0.9f);
            for (int i = 0; i < 3; i++) {
                expectedVelocity[i] = 0.9f * expectedVelocity[i] + gradient[i];
                expected[i] -= 0.1f * expectedVelocity[i];
            }
            Expect.same("velocity after step " + (step + 1) + ", lr 0.1, momentum 0.9, gradient " + Attempt.show(gradient),
                    expectedVelocity, velocity);
            Expect.same("weight after step " + (step + 1), expected, weight);
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
        Expect.same("One step from a kernel of zeros with learning rate 0.01", Tensor.of(new float[][] {{0.12f, -0.12f}}),
                a.call(Tensor.class, "improve", Tensor.zeros(1, 2), x, y, 0.01f));
        Tensor learned = a.call(Tensor.class, "learn", x, y, 20, 0.02f);
        if (Math.abs(learned.get(0, 0) - 1) > 0.1 || Math.abs(learned.get(0, 1) + 1) > 0.1) {
            throw new WrongAnswerException("After 20 steps the kernel is " + Attempt.show(learned) + ", not near 1 -1.");
        }
    }

    static void ninBlock(Attempt a) {
        Sequential block = a.call(Sequential.class, "block", 1, 96, 11, 4, 0);
        List<? extends Class<?>> kinds = block.layers().stream().map(Layer::getClass).toList();
        List<Class<?>> expected = List.of(Conv2d.class, ReLU.class, Conv2d.class, ReLU.class, Conv2d.class, ReLU.class);
        if (!kinds.equals(expected)) {
            throw new WrongAnswerException("The block's layers are " + names(kinds) + ", not " + names(expected) + ".");
        }
        Tensor y = block.forward(Tensor.ones(1, 1, 224, 224));
        Expect.same("Shape of block(1, 96, 11, 4, 0) for 1 × 1 × 224 × 224", Tensor.vector(1, 96, 54, 54),
                Tensor.vector(y.size(0), y.size(1), y.size(2), y.size(3)));
        long parameters = a.call(Sequential.class, "block", 3, 8, 3, 1, 1).parameterCount();
        Expect.same("Number of parameters of block(3, 8, 3, 1, 1)", 3 * 8 * 9 + 8 + 2 * (8 * 8 + 8), parameters);
    }

    private static String names(List<? extends Class<?>> kinds) {
        return String.join(", ", kinds.stream().map(Class::getSimpleName).toList());
    }
}
