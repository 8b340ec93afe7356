package longhand.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import longhand.backend.BackendException;
import longhand.backend.opencl.Limits.Argument;
import org.junit.jupiter.api.Test;

/** What would corrupt memory on the device is refused before the launch. Needs no device. */
class LimitsTest {
    private final Limits limits = new Limits(400, 1000);

    @Test
    void aShortArrayIsRefused() {
        assertRefused("conv2d on opencl: output holds 11 numbers, but the shape needs 12.",
                Argument.of("output", new float[11], 12));
        limits.check("conv2d", Argument.of("output", new float[12], 12));
    }

    @Test
    void nullIsRefused() {
        assertRefused("conv2d on opencl: input is null.", Argument.of("input", (float[]) null, 1));
    }

    @Test
    void anArrayBeyondTheDeviceIsRefused() {
        limits.check("conv2d", Argument.of("input", new int[100], 1));
        assertRefused("conv2d on opencl: input takes 404 bytes, but the device takes at most 400 in one array. "
                + "Use a smaller batch, or the backend 'cpu'.", Argument.of("input", new int[101], 1));
    }

    @Test
    void moreThanTheDevicesMemoryIsRefused() {
        Argument argument = Argument.of("input", new float[100], 100);
        limits.check("conv2d", argument, argument);
        assertRefused("conv2d on opencl needs 1200 bytes, but the device has 1000. Use a smaller batch, or the backend 'cpu'.",
                argument, argument, argument);
    }

    @Test
    void productsDoNotOverflow() {
        assertEquals(1L << 40, Limits.product(1 << 20, 1 << 20));
        assertThrows(ArithmeticException.class, () -> Limits.product(1 << 30, 1 << 30, 1 << 30));
    }

    private void assertRefused(String message, Argument... arguments) {
        assertEquals(message, assertThrows(BackendException.class, () -> limits.check("conv2d", arguments))
                .getMessage());
    }
}
