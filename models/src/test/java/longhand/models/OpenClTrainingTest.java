package longhand.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import longhand.backend.Backends;
import longhand.backend.opencl.OpenClDevices;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.optim.Adam;
import longhand.random.Generator;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Whole networks train on OpenCL as they do on the CPU. */
@DisabledIf(value = "noDevice",
        disabledReason = "no OpenCL device on this machine (a CPU device: apt-get install pocl-opencl-icd)")
class OpenClTrainingTest {
    private String before;

    /** In CI there is one, or the tests fail. */
    static boolean noDevice() {
        return OpenClDevices.list().isEmpty() && !"1".equals(System.getenv("LONGHAND_CI"));
    }

    @BeforeEach
    void noteBackend() {
        before = Backends.current().name();
    }

    @AfterEach
    void restoreBackend() {
        Backends.use(before);
    }

    @Test
    void leNetHasTheLossesOfTheCpuOverTwentySteps() {
        Backends.use("cpu");
        double[] expected = train(leNet(1), 16, 28, 20);
        Backends.use("opencl");
        assertArrayEquals(expected, train(leNet(1), 16, 28, 20), 1e-3);
    }

    @Test
    void niNTakesAStepOnLargeImages() {
        Supplier<Layer> niN = () -> {
            Generator.manualSeed(3);
            Layer net = Models.get("nin").create(1, 10);
            net.eval(); // without dropout
            return net;
        };
        Backends.use("cpu");
        double[] expected = train(niN.get(), 2, 224, 2);
        Backends.use("opencl");
        assertArrayEquals(expected, train(niN.get(), 2, 224, 2), 1e-3);
    }

    @Test
    void twoThreadsTrainTwoModelsAtOnce() throws Exception {
        Backends.use("opencl");
        List<Layer> alone = List.of(leNet(1), leNet(2));
        double[] one = train(alone.get(0), 16, 28, 20);
        double[] two = train(alone.get(1), 24, 28, 20);
        List<Layer> together = List.of(leNet(1), leNet(2));
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            var first = pool.submit(() -> train(together.get(0), 16, 28, 20));
            var second = pool.submit(() -> train(together.get(1), 24, 28, 20));
            assertArrayEquals(one, first.get());
            assertArrayEquals(two, second.get());
        }
    }

    /**
     * A thousand steps in a process of its own, whose heap has all its pages from the start: what grows is native
     * memory.
     */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aThousandStepsLearnAndDoNotGrowTheProcess() throws Exception {
        Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED", "--add-modules", "jdk.incubator.vector", "-Xms300m", "-Xmx300m",
                "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-cp", System.getProperty("java.class.path"),
                Steps.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertTrue(process.waitFor(1, TimeUnit.MINUTES), output);
        assertEquals(0, process.exitValue(), output);
        String[] numbers = output.split(" ");
        assertTrue(Long.parseLong(numbers[0]) < 20_000, "the process grew by " + numbers[0] + " KiB in 1,000 steps");
        assertTrue(Double.parseDouble(numbers[1]) < 0.1, "the loss is still " + numbers[1]);
    }

    /**
     * Prints the growth of the resident memory, in KiB, over a thousand steps after the first two hundred, and the last
     * loss.
     */
    static final class Steps {
        public static void main(String[] args) throws IOException {
            Backends.use("opencl");
            Layer net = leNet(1);
            train(net, 8, 28, 200);
            long start = residentKiB();
            double[] losses = train(net, 8, 28, 1000);
            System.out.println((residentKiB() - start) + " " + losses[999]);
        }

        private static long residentKiB() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        }
    }

    private static Layer leNet(long seed) {
        Generator.manualSeed(seed);
        return new LeNet(1, 10);
    }

    /** The loss of each step on one batch of images, which are horizontal and vertical stripes of ten widths. */
    private static double[] train(Layer net, int batch, int side, int steps) {
        float[] pixels = new float[batch * side * side];
        int[] labels = IntStream.range(0, batch).map(i -> i % 10).toArray();
        for (int i = 0; i < pixels.length; i++) {
            int image = i / (side * side);
            int along = image % 2 == 0 ? i % side : i / side % side;
            pixels[i] = along / (1 + labels[image]) % 2;
        }
        Tensor x = Tensor.of(pixels, batch, 1, side, side);
        CrossEntropyLoss criterion = new CrossEntropyLoss();
        Adam optimizer = new Adam(net.parameters(), 0.002);
        double[] losses = new double[steps];
        for (int step = 0; step < steps; step++) {
            try (Memory.Scope _ = Memory.scope()) {
                optimizer.zeroGrad();
                Tensor loss = criterion.forward(net.forward(x), labels);
                loss.backward();
                optimizer.step();
                losses[step] = loss.item();
            }
        }
        return losses;
    }
}
