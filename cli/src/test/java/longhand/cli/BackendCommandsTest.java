package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import longhand.backend.Backends;
import longhand.backend.opencl.OpenClDevices;
import org.junit.jupiter.api.Test;

/** {@code longhand backends} and {@code longhand opencl}, with or without a device. */
class BackendCommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.create().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(args);
    }

    @Test
    void everyBackendIsMeasuredOrMissingWithAReason() {
        String before = Backends.current().name();
        assertEquals(0, run("backends"));
        assertTrue(out.toString().matches("(?s).*  cpu +\\d+\\.\\d GFLOP/s.*  reference +\\d+\\.\\d GFLOP/s.*"),
                out.toString());
        String opencl = OpenClDevices.list().isEmpty() ? "opencl     not here: "
                : "(?s).*  opencl +\\d+\\.\\d GFLOP/s  device 0: .*";
        assertTrue(out.toString().contains(opencl) || out.toString().matches(opencl), out.toString());
        assertEquals(before, Backends.current().name(), "the backend in use comes back");
    }

    @Test
    void aKernelIsShownInBothLanguages() {
        assertEquals(0, run("opencl", "show", "conv2d"));
        int java = out.toString().indexOf("final class Conv2dKernel extends ");
        int openCl = out.toString().indexOf("__kernel void run(");
        assertTrue(java > 0 && openCl > java, out.toString());
    }

    @Test
    void showWithoutANameListsTheKernels() {
        assertEquals(0, run("opencl", "show"));
        assertTrue(out.toString().startsWith("conv2d" + System.lineSeparator() + "conv2dInputGradient"),
                out.toString());
    }

    @Test
    void anUnknownKernelFailsWithTheList() {
        assertEquals(1, run("opencl", "show", "softmax"));
        assertTrue(err.toString().startsWith("longhand: there is no OpenCL kernel 'softmax'. Choose one of conv2d, "),
                err.toString());
    }

    @Test
    void devicesAreListedOrTheAdviceIsGiven() {
        assertEquals(0, run("opencl"));
        assertTrue(out.toString().startsWith(OpenClDevices.list().isEmpty() ? "the backend 'opencl' cannot be used"
                : "device 0: "), out.toString());
    }

    @Test
    void aDeviceIsForOpenClAlone() {
        assertEquals(1, run("train", "lenet", "--device", "1"));
        assertTrue(err.toString().startsWith("longhand: --device chooses among OpenCL devices. Fix: use it with --backend opencl"),
                err.toString());
    }

    @Test
    void aDeviceThatIsNotThereIsAnError() {
        String before = Backends.current().name();
        assertEquals(1, run("train", "lenet", "--backend", "opencl", "--device", "99"));
        assertTrue(err.toString().startsWith(OpenClDevices.list().isEmpty()
                ? "longhand: the backend 'opencl' cannot be used"
                : "longhand: there is no OpenCL device 99. This machine has: device 0: "), err.toString());
        assertEquals(before, Backends.current().name());
    }
}
