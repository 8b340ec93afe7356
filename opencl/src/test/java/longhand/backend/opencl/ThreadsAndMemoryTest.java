package longhand.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import longhand.backend.Backend;
import longhand.backend.Epilogue;
import longhand.backend.reference.ReferenceBackend;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Two threads do not disturb each other, and thousands of launches do not grow the process. */
@NeedsOpenCl
class ThreadsAndMemoryTest {

    @Test
    void twoThreadsAtOnceGetTheirOwnResults() throws Exception {
        Backend opencl = OpenClBackend.device(0);
        Conv2dShape small = Conv2dShape.of(2, 3, Size2d.square(9), 10, 1, Window2d.square(3));
        Conv2dShape large = Conv2dShape.of(2, 4, Size2d.square(12), 5, 1, Window2d.square(5).padding(2));
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            var one = pool.submit(() -> repeat(opencl, small, 300));
            var two = pool.submit(() -> repeat(opencl, large, 300));
            one.get();
            two.get();
        }
    }

    private static Void repeat(Backend opencl, Conv2dShape s, int times) {
        float[] x = ramp(s.inputLength());
        float[] w = ramp(s.weightLength());
        float[] expected = new float[s.outputLength()];
        new ReferenceBackend().conv2d(x, w, Epilogue.NONE, expected, s);
        for (int i = 0; i < times; i++) {
            float[] y = new float[s.outputLength()];
            opencl.conv2d(x, w, Epilogue.NONE, y, s);
            assertArrayEquals(expected, y, 1e-4f);
        }
        return null;
    }

    private static float[] ramp(int n) {
        float[] values = new float[n];
        IntStream.range(0, n).forEach(i -> values[i] = (i % 17 - 8) / 8f);
        return values;
    }

    /** Runs in a process of its own, whose heap has all its pages from the start: what grows is native memory. */
    static final class Steps {
        private static final Conv2dShape SHAPE =
                Conv2dShape.of(8, 8, Size2d.square(32), 8, 1, Window2d.square(3).padding(1));

        public static void main(String[] args) throws IOException {
            Backend opencl = OpenClBackend.device(0);
            run(opencl, 300);
            long before = residentKiB();
            run(opencl, 1500);
            System.out.println(residentKiB() - before);
        }

        /** Forward and both gradients, with new arrays of 256 KiB at each step. */
        private static void run(Backend opencl, int steps) {
            for (int i = 0; i < steps; i++) {
                float[] x = new float[SHAPE.inputLength()];
                float[] w = new float[SHAPE.weightLength()];
                float[] y = new float[SHAPE.outputLength()];
                opencl.conv2d(x, w, new Epilogue(new float[0], true), y, SHAPE);
                opencl.conv2dInputGradient(y, w, x, SHAPE);
                opencl.conv2dWeightGradient(x, y, w, SHAPE);
            }
        }

        private static long residentKiB() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow();
        }
    }

    /** 1,500 steps hand 1.5 GB of arrays to the device: a leak of a hundredth would show. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void launchesDoNotLeak() throws Exception {
        String output = OtherJvm.run(Steps.class, Map.of(), "-Xms200m", "-Xmx200m", "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch");
        long grownKiB = Long.parseLong(output.strip());
        assertTrue(grownKiB < 15_000, "the process grew by " + grownKiB + " KiB in 1,500 steps");
    }
}
