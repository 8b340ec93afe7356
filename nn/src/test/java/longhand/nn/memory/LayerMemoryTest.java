package longhand.nn.memory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import longhand.autograd.NoGrad;
import longhand.nn.AvgPool2d;
import longhand.nn.Concat;
import longhand.nn.Conv2d;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.ForwardWatch;
import longhand.nn.Identity;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.nn.Sigmoid;
import longhand.nn.Sum;
import longhand.nn.Tanh;
import longhand.nn.optim.SGD;
import longhand.random.Generator;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * A plain loop without scopes uses memory again too: what only layers of the library have seen, and nothing else. (In a
 * package of its own, because layers in {@code longhand.nn} count as the library's.)
 */
class LayerMemoryTest {
    private static final int IMAGE = 4 * 3 * 32 * 32;
    private static final long RESULTS = Float.BYTES * 4L * 16 * (2 * 32 * 32 + 2 * 16 * 16);
    private static final int MOST_STEPS = 200;

    private static Sequential net() {
        Generator.manualSeed(1);
        return new Sequential(
                new Conv2d(3, 16, 3, 1, 1), new ReLU(), new Dropout(0), new Conv2d(16, 16, 3, 1, 1), new Tanh(),
                new AvgPool2d(2), new Sequential(new Conv2d(16, 16, 1), new Sigmoid()), new Flatten(),
                new Linear(4096, 10));
    }

    /** Kernels that allocate nothing from the first call on. */
    private static Sequential simple() {
        return new Sequential(new Conv2d(3, 16, 3, 1, 1), new ReLU(), new Conv2d(16, 16, 3, 1, 1), new AvgPool2d(2),
                new Conv2d(16, 16, 1), new ReLU(), new Flatten(), new Linear(4096, 10));
    }

    private static Tensor images() {
        return Tensor.arange(IMAGE).div(IMAGE).reshape(4, 3, 32, 32);
    }

    /** Bytes that this thread allocates. */
    private static long allocated(Runnable action) {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    /** Until the compiler has seen them, loops with vectors make objects of these: some step must be free of them. */
    private static void assertAllocatesLittle(Runnable step) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MOST_STEPS && least >= RESULTS / 5; i++) {
            least = Math.min(least, allocated(step));
        }
        assertTrue(least < RESULTS / 5, least + " bytes a step; the results of layers take " + RESULTS);
    }

    @Test
    void aPlainTrainingLoopAllocatesLittle() {
        Sequential net = simple();
        SGD optimizer = new SGD(net.parameters(), 0.01);
        CrossEntropyLoss loss = new CrossEntropyLoss();
        Tensor x = images();
        Runnable step = () -> {
            loss.forward(net.forward(x), 1, 2, 3, 4).backward();
            optimizer.step();
            optimizer.zeroGrad();
        };
        assertAllocatesLittle(step);
    }

    @Test
    void plainInferenceAllocatesLittle() {
        Sequential net = simple();
        Tensor x = images();
        Runnable step = () -> {
            try (NoGrad _ = NoGrad.enter()) {
                net.forward(x);
            }
        };
        assertAllocatesLittle(step);
    }

    /** The gradient of the first weight, after a step whose memory others have used meanwhile. */
    private static float[] gradient(Sequential net, Tensor x) {
        net.zeroGrad();
        net.forward(x).square().sum().backward();
        return net.parameters().getFirst().grad().toArray();
    }

    @Test
    void stepsDoNotDisturbEachOther() throws Exception {
        Sequential net = net();
        Tensor x = images();
        float[] expected;
        try (Memory.Scope _ = Memory.scope()) {
            expected = gradient(net, x);
        }
        for (int round = 0; round < 3; round++) {
            assertArrayEquals(expected, gradient(net, x));
            assertArrayEquals(expected, gradient(net, images().reshape(4, 3, 32, 32)));
        }
        assertArrayEquals(images().toArray(), x.toArray(), "the input is the caller's");
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Sequential> nets = IntStream.range(0, 20).mapToObj(i -> net()).toList();
            List<Future<float[]>> all = nets.stream().map(own -> pool.submit(() -> gradient(own, x))).toList();
            for (Future<float[]> one : all) {
                assertArrayEquals(expected, one.get());
            }
        }
    }

    @Test
    void aRetainedGraphKeepsItsValues() {
        Sequential net = net();
        Tensor x = images();
        Tensor sum = net.forward(x).square().sum();
        sum.backward(Tensor.scalar(1), true, false);
        float[] once = net.parameters().getFirst().grad().toArray();
        gradient(net(), x); // would be written over what was released
        net.zeroGrad();
        sum.backward();
        assertArrayEquals(once, net.parameters().getFirst().grad().toArray());
    }

    @Test
    void gradientsOfGradientsFindTheirValues() {
        Sequential net = new Sequential(
                new Linear(40, 50), new Tanh(), new Linear(50, 40), new Sigmoid(), new Linear(40, 1));
        Tensor x = Tensor.ones(30, 40).requiresGrad(true);
        net.forward(x).sum().backward(Tensor.scalar(1), false, true);
        net.zeroGrad();
        Tensor penalty = x.grad().square().sum();
        penalty.backward();
        assertTrue(net.parameters().getFirst().hasGrad());
    }

    /** A layer of the user's, which remembers what it has seen. */
    private static final class Remembering extends Layer {
        private final List<Tensor> seen = new ArrayList<>();

        @Override
        protected Tensor compute(Tensor x) {
            seen.add(x);
            Tensor y = x.mul(2);
            seen.add(y);
            return y;
        }
    }

    @Test
    void whatALayerOfTheUsersHasSeenStays() {
        Remembering inner = new Remembering();
        Remembering outer = new Remembering();
        Sequential net = new Sequential(
                new Conv2d(3, 16, 3, 1, 1), outer, new ReLU(), new Sequential(inner), new Tanh(), new Flatten());
        Tensor x = images();
        net.forward(x).sum().backward();
        gradient(net(), x);
        for (Remembering layer : List.of(inner, outer)) {
            Tensor in = layer.seen.get(0);
            assertEquals(2 * in.get(3, 15, 31, 31), layer.seen.get(1).get(3, 15, 31, 31));
        }
    }

    @Test
    void whatAWatchHasSeenStays() {
        Sequential net = net();
        List<Tensor> seen = new ArrayList<>();
        try (ForwardWatch _ = ForwardWatch.start((layer, x, y) -> seen.add(y))) {
            net.forward(images()).sum().backward();
        }
        gradient(net(), images());
        seen.forEach(Tensor::toArray);
    }

    @Test
    void pathsSideBySide() {
        Generator.manualSeed(1);
        Conv2d conv = new Conv2d(3, 3, 3, 1, 1);
        Layer[] blocks = {
            new Sum(new Identity(), conv, new Sequential(conv, new Tanh())),
            new Concat(new Identity(), new Identity(), new Sequential(conv, new Flatten(), new Identity())
                    .add(new Remembering())),
            new Sum(conv)};
        Tensor x = images();
        Tensor alone = conv.forward(x);
        Tensor sum = blocks[0].forward(x);
        assertArrayEquals(x.add(alone).add(alone.tanh()).toArray(), sum.toArray());
        assertArrayEquals(alone.toArray(), blocks[2].forward(x).toArray());
        sum.sum().backward();
        assertArrayEquals(images().toArray(), x.toArray());
    }
}
