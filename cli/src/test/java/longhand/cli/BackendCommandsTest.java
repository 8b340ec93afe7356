package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.backend.Backends;
import longhand.backend.opencl.OpenClDevices;
import org.junit.jupiter.api.Test;

/** {@code longhand backends} and {@code longhand opencl}, with or without a device. */
class BackendCommandsTest extends CommandTest {
    @Test
    void everyBackendIsMeasuredOrMissingWithAReason() {
        String before = Backends.current().name();
        assertEquals(0, run("backends"));
        assertTrue(out.matches("(?s).*  cpu +\\d+\\.\\d GFLOP/s.*  reference +\\d+\\.\\d GFLOP/s.*"),
                out);
        String opencl = OpenClDevices.list().isEmpty() ? "opencl     not here: "
                : "(?s).*  opencl +\\d+\\.\\d GFLOP/s  device 0: .*";
        assertTrue(out.contains(opencl) || out.matches(opencl), out);
        assertEquals(before, Backends.current().name(), "the backend in use comes back");
    }

    @Test
    void aKernelIsShownInBothLanguages() {
        assertEquals(0, run("opencl", "show", "conv2d"));
        int java = out.indexOf("final class Conv2dKernel extends ");
        int openCl = out.indexOf("__kernel void run(");
        assertTrue(java > 0 && openCl > java, out);
    }

    @Test
    void showWithoutANameListsTheKernels() {
        assertEquals(0, run("opencl", "show"));
        assertTrue(out.startsWith("conv2d\nconv2dInputGradient"),
                out);
    }

    @Test
    void anUnknownKernelFailsWithTheList() {
        assertEquals(1, run("opencl", "show", "softmax"));
        assertTrue(err.startsWith("longhand: there is no OpenCL kernel 'softmax'. Choose one of conv2d, "),
                err);
    }

    @Test
    void devicesAreListedOrTheAdviceIsGiven() {
        assertEquals(0, run("opencl"));
        assertTrue(out.startsWith(OpenClDevices.list().isEmpty() ? "the backend 'opencl' cannot be used"
                : "device 0: "), out);
    }

    @Test
    void aDeviceIsForOpenClAlone() {
        assertEquals(1, run("train", "lenet", "--device", "1"));
        assertTrue(err.startsWith("longhand: --device chooses among OpenCL devices. Fix: use it with --backend opencl"),
                err);
    }

    @Test
    void aDeviceThatIsNotThereIsAnError() {
        String before = Backends.current().name();
        assertEquals(1, run("train", "lenet", "--backend", "opencl", "--device", "99"));
        assertTrue(err.startsWith(OpenClDevices.list().isEmpty()
                ? "longhand: the backend 'opencl' cannot be used"
                : "longhand: there is no OpenCL device 99. This machine has: device 0: "), err);
        assertEquals(before, Backends.current().name());
    }
}
