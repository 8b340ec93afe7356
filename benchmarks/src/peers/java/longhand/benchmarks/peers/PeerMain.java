package longhand.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * One measurement, the only one of its process: arguments are a {@link Program}, a {@link Work} and the number of
 * threads.
 */
public final class PeerMain {
    private static final long SHORTEST_WARM_UP_NANOS = 2_000_000_000L;

    private PeerMain() {}

    /** Prints one {@link Figure}, or as its last line why there is none. */
    public static void main(String[] args) {
        Work work = Work.valueOf(args[1]);
        try {
            Peer peer = peer(Program.valueOf(args[0]), Integer.parseInt(args[2]));
            double value = measure(work, work.prepare(peer));
            System.out.println(Figure.line(peer.name(), work, value, peakMegabytes()));
            System.exit(0);
        } catch (RuntimeException | Error e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            System.out.println(cause.toString().lines().findFirst().orElse("unknown error"));
            System.exit(1);
        }
    }

    private static Peer peer(Program program, int threads) {
        return switch (program) {
            case LONGHAND -> new LonghandPeer(threads);
            case DJL -> new DjlPeer(threads);
            case DL4J -> new Dl4jPeer();
            case EJML -> new EjmlPeer(threads);
            case MATH -> new CommonsMathPeer();
            case TORCH -> throw new IllegalArgumentException("PyTorch is measured by peers/step.py");
        };
    }

    private static double measure(Work work, Runnable task) {
        long began = System.nanoTime();
        for (int i = 0; i < work.warmUps() || !Work.QUICK && System.nanoTime() - began < SHORTEST_WARM_UP_NANOS; i++) {
            task.run();
            if (i == 0 && work.trainsNin()) {
                System.out.println(Figure.FIRST_STEP);
            }
        }
        double[] seconds = new double[work.runs()];
        for (int i = 0; i < seconds.length; i++) {
            long start = System.nanoTime();
            task.run();
            seconds[i] = 1e-9 * (System.nanoTime() - start);
        }
        Arrays.sort(seconds);
        return work.figure(seconds[seconds.length / 2]);
    }

    /** Linux keeps count in /proc. */
    private static long peakMegabytes() {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findAny().orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
