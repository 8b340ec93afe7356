package longhand.learn;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import longhand.data.Dataset;
import longhand.datasets.DataSplits;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.Tanh;
import longhand.nn.optim.SGD;
import longhand.notes.CourseNotes;
import longhand.ops.Losses;
import longhand.ops.Pooling;
import longhand.random.Generator;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/** Judges of the last tasks: the training loop, two backends, and the reader's own engine. */
final class EngineJudges {
    private static final int ROUNDS = 4;
    private static final int TRAINING_IMAGES = 600;
    private static final int TEST_IMAGES = 200;
    private static final int EPOCHS = 2;
    /** A guess is right one time in ten; a model that learns nothing but the mean image gets about half. */
    private static final double ENOUGH = 0.6;

    private EngineJudges() {}

    static void trainingLoop(Attempt a) {
        Random r = a.random(20);
        int n = 12;
        float[] points = new float[2 * n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            points[2 * i] = r.nextInt(19) / 9f - 1;
            points[2 * i + 1] = r.nextInt(19) / 9f - 1;
            labels[i] = points[2 * i] * points[2 * i + 1] > 0 ? 1 : 0;
        }
        Tensor x = Tensor.of(points, n, 2);
        Call call = Call.of("train").with("x", x).with("labels", labels).with("steps", 6).with("lr", 0.5f);
        float[] losses = a.call(float[].class, call);
        if (Arrays.equals(rounded(losses), rounded(losses(x, labels, false)))) {
            throw new WrongAnswerException("The losses are those of a loop that never clears the gradients: those of "
                    + "all steps so far "
                    + "add up. Which method of the optimizer sets them to zero?");
        }
        Expect.same(call, losses(x, labels, true), losses);
    }

    private static float[] losses(Tensor x, int[] labels, boolean clear) {
        Generator.manualSeed(7);
        Sequential network = new Sequential(new Linear(2, 8), new Tanh(), new Linear(8, 2));
        SGD optimizer = new SGD(network.parameters(), 0.5f);
        float[] losses = new float[6];
        for (int step = 0; step < losses.length; step++) {
            if (clear) {
                optimizer.zeroGrad();
            }
            Tensor loss = Losses.crossEntropy(network.forward(x), labels);
            losses[step] = loss.item();
            loss.backward();
            optimizer.step();
        }
        return losses;
    }

    private static int[] rounded(float[] values) {
        return IntStream.range(0, values.length).map(i -> Math.round(values[i] * 1e4f)).toArray();
    }

    static void twoBackends(Attempt a) {
        Random r = a.random(21);
        for (int i = 0; i < ROUNDS; i++) {
            float[][] x = Expect.matrix(r, 3 + i, 4);
            int h = 1 + i % 3;
            Call call = Call.of("patches").with("x", x).with("h", h).with("w", 2);
            Expect.same(call, patches(x, h, 2), a.call(float[][].class, call));
        }
        float nan = Float.NaN;
        float[][][] pairs = {{{1, 2, 3}, {1, 2.5f, 3.25f}}, {{5, -1}, {4, -1}}, {{nan, 1}, {nan, 1}},
                {{1, nan}, {1, 7}},
                {{3, 0}, {nan, 0}}, {{0, nan, 2}, {0, nan, -2}}};
        float[] expected = {0.5f, 1, 0, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, 4};
        for (int i = 0; i < pairs.length; i++) {
            Call call = Call.of("difference").with("a", pairs[i][0]).with("b", pairs[i][1]);
            float actual = a.call(Float.class, call);
            if (Float.compare(actual, expected[i]) != 0) {
                Expect.refuse(call, expected[i], actual);
            }
        }
        Call call = Call.of("backends").with("x", Expect.tensor(r, 1, 2, 5, 5)).with("k", Expect.tensor(r, 3, 2, 3, 3));
        Expect.same(call, 0f, a.call(Float.class, call));
    }

    private static float[][] patches(float[][] x, int h, int w) {
        int columns = x[0].length - w + 1;
        float[][] patches = new float[(x.length - h + 1) * columns][h * w];
        for (int p = 0; p < patches.length; p++) {
            for (int n = 0; n < h * w; n++) {
                patches[p][n] = x[p / columns + n / w][p % columns + n % w];
            }
        }
        return patches;
    }

    static void graph(Attempt a) {
        Random r = a.random(22);
        Tensor x = Tensor.vector(1 + r.nextInt(5), -2, 3).requiresGrad(true);
        Tensor w = Tensor.vector(2, 1 + r.nextInt(5), -1);
        x.mul(x).add(x).backward(Tensor.ones(3));
        Attempt driver = a.withType("GraphDriver");
        Expect.same("The gradient of x in y = x · x + x at x = " + Show.line(x) + ", where x is used three times,",
                x.grad().toArray(),
                driver.call(float[].class, Call.of("reused").with("x", x.toArray())));
        Tensor z = x.detach().requiresGrad(true);
        Tensor product = z.mul(w);
        product.mul(product).add(product.mul(z)).backward(Tensor.ones(3));
        Expect.same("The gradient of x in p = x · w, y = p · p + p · x at x = " + Show.line(x) + ", w = " + Show.line(w)
                + ", where p must wait for both of its users,", z.grad().toArray(),
                driver.call(float[].class, Call.of("diamond").with("x", x.toArray()).with("w", w.toArray())));
        Expect.same("The number of times that nodes pass on a gradient, in a chain of 30 nodes y = y + y,", 30,
                driver.call(Integer.class, Call.of("passes").with("n", 30)));
        Expect.same("The gradient of x in x + 0 + 0 + …, 100,000 nodes deep,", new float[] {1},
                driver.call(float[].class, Call.of("deep").with("x", new float[] {1}).with("n", 100_000)));
    }

    static void inputGradient(Attempt a) {
        Random r = a.random(23);
        for (int i = 0; i < ROUNDS; i++) {
            Tensor x = Expect.tensor(r, 3 + i, 4).requiresGrad(true);
            float[][] k = Expect.matrix(r, 2, 1 + i % 3);
            Tensor y = CourseNotes.corr2d(x, Tensor.of(k));
            float[][] g = Expect.matrix(r, y.size(0), y.size(1));
            y.backward(Tensor.of(g));
            Call call = Call.of("gradient").with("g", g).with("k", k);
            Expect.same(call, x.grad(), a.call(float[][].class, call));
        }
    }

    static void poolGradient(Attempt a) {
        Random r = a.random(24);
        for (int i = 0; i < ROUNDS; i++) {
            float[][] x = i == 1 ? new float[][] {{2, 2, -1, -3}, {2, 2, -2, -1}}
                    : Expect.matrix(r, 2 + 2 * i, 4 + i % 2);
            Tensor in = Tensor.of(x).requiresGrad(true);
            Tensor y = Pooling.maxPool2d(in.reshape(1, 1, x.length, x[0].length), Window2d.square(2).stride(2));
            Call pool = Call.of("pool").with("x", x);
            Expect.same(pool, y.reshape(y.size(2), y.size(3)), a.call(float[][].class, pool));
            float[][] g = Expect.matrix(r, y.size(2), y.size(3));
            y.backward(Tensor.of(g).reshape(1, 1, y.size(2), y.size(3)));
            Call gradient = Call.of("gradient").with("x", x).with("g", g);
            Expect.same(gradient, in.grad(), a.call(float[][].class, gradient));
        }
    }

    static void leNet(Attempt a) {
        DataSplits clothes = DatasetRegistry.load(DatasetRegistry.SUBSET, DatasetOptions.defaults());
        int first = a.random(25).nextInt(1000);
        Dataset train = clothes.train();
        Dataset test = clothes.test();
        Call epoch = Call.of("train").with("images", images(train, first, TRAINING_IMAGES))
                .with("labels", labels(train, first, TRAINING_IMAGES));
        float loss = 0;
        for (int i = 0; i < EPOCHS; i++) {
            loss = a.call(Float.class, epoch);
        }
        int[] classes = a.call(int[].class, Call.of("classify").with("images", images(test, first, TEST_IMAGES)));
        int[] labels = labels(test, first, TEST_IMAGES);
        long right = IntStream.range(0, TEST_IMAGES).filter(i -> classes.length > i && classes[i] == labels[i]).count();
        if (!(right >= ENOUGH * TEST_IMAGES)) {
            throw new WrongAnswerException("After " + EPOCHS + " epochs on " + TRAINING_IMAGES
                    + " pictures of clothes the mean loss is "
                    + Show.line(loss) + ", and " + right + " of " + TEST_IMAGES
                    + " pictures that it has never seen are named right; "
                    + Math.round(ENOUGH * TEST_IMAGES)
                    + " are to be reached. Guessing gives a loss of 2.3 and 20 right ones.");
        }
    }

    private static float[][][] images(Dataset dataset, int first, int n) {
        int side = dataset.imageShape().height();
        float[][][] images = new float[n][side][];
        float[] pixels = new float[side * side];
        for (int i = 0; i < n; i++) {
            dataset.read(first + i, 0, pixels, 0);
            for (int row = 0; row < side; row++) {
                images[i][row] = Arrays.copyOfRange(pixels, side * row, side * row + side);
            }
        }
        return images;
    }

    private static int[] labels(Dataset dataset, int first, int n) {
        return IntStream.range(first, first + n).map(dataset::label).toArray();
    }
}
