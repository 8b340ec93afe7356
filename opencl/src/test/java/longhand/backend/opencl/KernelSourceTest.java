package longhand.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.backend.BackendException;
import org.junit.jupiter.api.Test;

/** Every kernel can be shown in both languages, with or without a device. */
class KernelSourceTest {

    @Test
    void everyKernelHasBothTexts() {
        assertEquals(8, KernelSource.operations().size());
        for (String operation : KernelSource.operations()) {
            KernelSource source = KernelSource.of(operation);
            assertTrue(source.java().contains("final class " + source.file().replace(".java", "") + " extends "),
                    operation);
            assertTrue(source.openCl().contains("__kernel void run("), operation);
            assertFalse(source.openCl().contains("refuseJava"), "the canary is left out of the OpenCL code");
        }
    }

    @Test
    void theTranslationIsRecognisable() {
        KernelSource source = KernelSource.of("conv2d");
        assertTrue(source.java().contains("sum[k] += x0 * weight;"));
        assertTrue(source.openCl().contains("sum[k]  = sum[k] + (x0 * weight);"), source.openCl());
        assertTrue(source.toString().startsWith("// conv2d in Java (Conv2dKernel.java)\n\npackage "));
    }

    @Test
    void anUnknownKernelIsRefusedWithTheList() {
        BackendException e = assertThrows(BackendException.class, () -> KernelSource.of("softmax"));
        assertEquals("there is no OpenCL kernel 'softmax'. Choose one of conv2d, conv2dInputGradient, conv2dWeightGradient, "
                + "matmul, maxPool2d, maxPool2dGradient, avgPool2d, avgPool2dGradient.", e.getMessage());
    }
}
