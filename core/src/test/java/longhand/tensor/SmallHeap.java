package longhand.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import longhand.backend.Backends;
import longhand.ops.Convolution;
import longhand.shape.Window2d;

/** Programs that run in a Java process of their own, with a small heap: they end well or with an
 * OutOfMemoryError. */
final class SmallHeap {
    private static final int MOST_SECONDS = 60;

    private SmallHeap() {}

    /** Runs the program of that name with so many megabytes of heap; fails with what it prints unless it ends well. */
    static void run(String program, int megabytes) throws IOException, InterruptedException {
        String java = System.getProperty("java.home") + "/bin/java";
        Process process = new ProcessBuilder(List.of(java, "-Xmx" + megabytes + "m", "-XX:+UseSerialGC",
                "--add-modules", "jdk.incubator.vector", "-cp", System.getProperty("java.class.path"),
                SmallHeap.class.getName(), program))
                .redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertEquals(0, ended ? process.exitValue() : -1, output);
    }

    public static void main(String[] args) {
        switch (args[0]) {
            case "sizes" -> manySizes(false);
            case "sizes in scopes" -> manySizes(true);
            case "pressure" -> pressure();
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    /** Forward and backward over images of 200 different sizes; each step needs a few megabytes. */
    private static void manySizes(boolean scoped) {
        Tensor w = Tensor.ones(8, 8, 3, 3).requiresGrad(true);
        for (int step = 0; step < 200; step++) {
            try (Memory.Scope _ = scoped ? Memory.scope() : null) {
                Tensor x = Tensor.ones(1, 8, 64, 100 + step);
                Tensor y = Convolution.conv2d(x, w, Window2d.square(3).padding(1)).relu();
                Convolution.conv2d(y, w, Window2d.square(3).padding(1)).mean().backward();
                w.zeroGrad();
            }
        }
    }

    /**
     * Fills the pool, and the scratch memory of the kernels, then needs more than the rest of the heap for something
     * else.
     */
    private static void pressure() {
        Tensor w = Tensor.ones(16, 16, 3, 3);
        for (int i = 0; i < 10; i++) {
            try (Memory.Scope _ = Memory.scope()) {
                for (int size = 100; size < 110; size++) {
                    Convolution.conv2d(Tensor.ones(2, 16, size + 10 * i, 100), w, Window2d.square(3).padding(1));
                }
            }
        }
        try (Memory.Scope _ = Memory.scope()) { // with so many channels the weights are transformed, in scratch memory
            Convolution.conv2d(Tensor.ones(1, 64, 40, 40), Tensor.ones(64, 64, 3, 3), Window2d.square(3).padding(1));
        }
        if (Memory.pooledBytes() < 45_000_000 || Backends.keptBytes() < 1_000_000) {
            throw new IllegalStateException("too little was kept to show anything: " + Memory.pooledBytes());
        }
        float[][] needed = new float[60][];
        for (int i = 0; i < needed.length; i++) {
            needed[i] = new float[1 << 18]; // a megabyte
        }
    }
}
