package longhand.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aparapi.device.JavaDevice;
import com.aparapi.internal.kernel.KernelManager;
import java.util.LinkedHashSet;
import java.util.List;
import longhand.backend.BackendException;
import longhand.shape.MatmulShape;
import org.junit.jupiter.api.Test;

/** A kernel runs on the device or fails: nothing falls back in silence. */
@NeedsOpenCl
class StrictLaunchTest {

    @Test
    void theCanarySingsInJavaAndNotOnTheDevice() {
        CanaryKernel canary = new CanaryKernel();
        canary.y = new int[1];
        canary.run();
        assertEquals(1, CanaryKernel.runsInJava, "called from Java, it counts");

        int[] y = new int[100];
        try (var launcher = new Launcher<>(OpenClDevices.get(0), CanaryKernel::new)) {
            launcher.launch(100, 1, 1, kernel -> kernel.y = y);
        }
        assertEquals(1, CanaryKernel.runsInJava, "the device did not call the method that only Java can call");
        assertEquals(99 * 99, y[99]);
    }

    @Test
    void everyKernelOfTheBackendHoldsTheCanary() {
        List<StrictKernel> kernels = List.of(
                new Conv2dKernel(), new Conv2dInputGradientKernel(), new Conv2dWeightGradientKernel(),
                new MatmulKernel(), new MaxPool2dKernel(), new MaxPool2dGradientKernel(), new AvgPool2dKernel(),
                new AvgPool2dGradientKernel(), new TransferKernel());
        assertEquals(KernelSource.operations().size() + 1, kernels.size());
        for (StrictKernel kernel : kernels) {
            assertThrows(BackendException.class, kernel::run, kernel.getClass().getSimpleName());
        }
    }

    @Test
    void codeThatAparapiCannotTranslateIsAnError() {
        int[] y = new int[8];
        try (var launcher = new Launcher<>(OpenClDevices.get(0), UntranslatableKernel::new)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                BackendException e = assertThrows(BackendException.class,
                        () -> launcher.launch(8, 1, 1, kernel -> kernel.y = y));
                assertTrue(e.getMessage().startsWith("UntranslatableKernel failed on OpenCL device '"), e.getMessage());
                assertTrue(e.getMessage().contains("-Dcom.aparapi.logLevel=WARNING"), e.getMessage());
            }
        }
        assertEquals(0, y[7], "it did not run in Java instead");
    }

    @Test
    void otherKernelsWorkAfterAFailure() {
        codeThatAparapiCannotTranslateIsAnError();
        float[] c = new float[1];
        OpenClBackend.device(0).matmul(new float[] {2}, new float[] {3}, c, MatmulShape.single(1, 1, 1, false, false));
        assertEquals(6, c[0]);
    }

    @Test
    void nullArraysAreAnError() {
        try (var launcher = new Launcher<>(OpenClDevices.get(0), CanaryKernel::new)) {
            assertThrows(BackendException.class, () -> launcher.launch(8, 1, 1, kernel -> kernel.y = null));
        }
    }

    @Test
    void aKernelThatAparapiPrefersToRunInJavaIsAnError() {
        try (var launcher = new Launcher<>(OpenClDevices.get(0), CanaryKernel::new)) {
            int[] y = new int[8];
            BackendException e = assertThrows(BackendException.class, () -> launcher.launch(8, 1, 1, kernel -> {
                kernel.y = y;
                KernelManager.instance().setPreferredDevices(kernel,
                        new LinkedHashSet<>(List.of(JavaDevice.THREAD_POOL)));
            }));
            assertTrue(e.getMessage().startsWith("CanaryKernel failed on OpenCL device '"), e.getMessage());
        }
    }

    @Test
    void aClosedBackendMakesItsKernelsAnew() {
        OpenClBackend backend = OpenClBackend.device(0);
        MatmulShape s = MatmulShape.single(1, 1, 1, false, false);
        for (int factor = 3; factor < 6; factor++) {
            float[] c = new float[1];
            backend.matmul(new float[] {2}, new float[] {factor}, c, s);
            assertEquals(2 * factor, c[0]);
            backend.close();
        }
    }

    @Test
    void aTransferBringsTheArrayBack() {
        try (OpenClTransfers transfers = new OpenClTransfers(0)) {
            float[] returned = {1, 2, 3};
            transfers.move(new float[] {7, 8}, returned);
            assertArrayEquals(new float[] {7, 2, 3}, returned);
            assertThrows(BackendException.class, () -> transfers.move(new float[0], returned));
        }
    }

    @Test
    void aDeviceNumberThatDoesNotExistIsAnErrorThatListsTheDevices() {
        BackendException e = assertThrows(BackendException.class, () -> OpenClBackend.device(99));
        assertTrue(e.getMessage().startsWith("there is no OpenCL device 99. This machine has:\n  device 0: "),
                e.getMessage());
        assertFalse(OpenClDevices.list().isEmpty());
    }
}
