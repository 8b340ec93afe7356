package longhand.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import longhand.backend.Backend;
import longhand.backend.BackendException;
import longhand.backend.Backends;
import longhand.backend.Epilogue;
import longhand.backend.opencl.DeviceInfo;
import longhand.backend.opencl.OpenClBackend;
import longhand.backend.opencl.OpenClDevices;
import longhand.backend.opencl.OpenClTransfers;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code longhand backends}: which backends this machine has, and how fast each one computes the same convolution. */
@Command(
        name = "backends",
        mixinStandardHelpOptions = true,
        description = "List the backends and OpenCL devices of this machine, with a measured speed.")
final class BackendsCommand implements Runnable {
    private static final Conv2dShape CASE =
            Conv2dShape.of(4, 64, Size2d.square(28), 64, 1, Window2d.square(3).padding(1));
    private static final double SECONDS = 0.5;

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "Speed of a 3×3 convolution, 64 to 64 channels, 28×28 pixels, batch %d (%.2f GFLOP), %d threads:%n",
                CASE.batch(), gflop(), Backends.threads());
        String before = Backends.current().name();
        try {
            for (String name : Backends.names()) {
                if (!name.equals("opencl")) {
                    report(out, name, Backends.use(name), "");
                }
            }
        } finally {
            Backends.use(before);
        }
        List<DeviceInfo> devices = OpenClDevices.list();
        for (DeviceInfo device : devices) {
            report(out, "opencl", OpenClBackend.device(device.number()), "  " + device);
            reportTransfers(out, device.number());
        }
        if (devices.isEmpty()) {
            out.println("  opencl     not here: " + OpenClDevices.nothingFound());
        }
        out.println("Without --backend, '" + before + "' is used.");
        out.flush();
    }

    private static void report(PrintWriter out, String name, Backend backend, String where) {
        try {
            out.printf(Locale.ROOT, "  %-9s %7.1f GFLOP/s%s%n", name, gflop() / bestSeconds(backend), where);
        } catch (BackendException e) {
            out.printf("  %-9s failed: %s%n", name, Failures.oneLine(e.getMessage()));
        }
        out.flush();
    }

    /** Every call of a kernel pays these; how little they are decides whether a device is worth its trouble. */
    private static void reportTransfers(PrintWriter out, int device) {
        try (OpenClTransfers transfers = new OpenClTransfers(device)) {
            float[] small = new float[1];
            float[] large = new float[1 << 22];
            double launch = bestSeconds(() -> transfers.move(small, small));
            double transfer = Math.max(0, bestSeconds(() -> transfers.move(large, small)) - launch);
            out.printf(Locale.ROOT, "  %-9s %7.0f µs for a launch, %.0f µs more for sending 16 MB%n", "", launch * 1e6,
                    transfer * 1e6);
        } catch (BackendException e) {
            out.printf("  %-9s no transfers: %s%n", "", Failures.oneLine(e.getMessage()));
        }
    }

    private static double gflop() {
        return 2e-9 * CASE.multiplyAdds();
    }

    private static double bestSeconds(Backend backend) {
        float[] x = new float[CASE.inputLength()];
        float[] w = new float[CASE.weightLength()];
        float[] y = new float[CASE.outputLength()];
        return bestSeconds(() -> backend.conv2d(x, w, Epilogue.NONE, y, CASE));
    }

    /** The fastest of the repetitions that fit into half a second, the first one (compilation) not counted. */
    private static double bestSeconds(Runnable work) {
        work.run();
        double best = Double.MAX_VALUE;
        long start = System.nanoTime();
        while (System.nanoTime() - start < SECONDS * 1e9) {
            long before = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - before) * 1e-9);
        }
        return best;
    }
}
