package longhand.backend.opencl;

import com.aparapi.internal.exception.AparapiException;
import com.aparapi.internal.model.ClassModel;
import com.aparapi.internal.writer.KernelWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import longhand.backend.BackendException;

/**
 * A kernel twice: the Java that we wrote, and the OpenCL C that Aparapi makes of its bytecode. Needs no device.
 *
 * @param operation name of the operation, as in {@link longhand.backend.Backend}
 * @param file name of the Java file
 * @param java its text
 * @param openCl the translation, from which the driver compiles the code for the device
 */
public record KernelSource(String operation, String file, String java, String openCl) {
    private static final Map<String, Supplier<StrictKernel>> KERNELS = new LinkedHashMap<>();

    static {
        AparapiLog.quiet();
        KERNELS.put("conv2d", Conv2dKernel::new);
        KERNELS.put("conv2dInputGradient", Conv2dInputGradientKernel::new);
        KERNELS.put("conv2dWeightGradient", Conv2dWeightGradientKernel::new);
        KERNELS.put("matmul", MatmulKernel::new);
        KERNELS.put("maxPool2d", MaxPool2dKernel::new);
        KERNELS.put("maxPool2dGradient", MaxPool2dGradientKernel::new);
        KERNELS.put("avgPool2d", AvgPool2dKernel::new);
        KERNELS.put("avgPool2dGradient", AvgPool2dGradientKernel::new);
    }

    /** The operations that have a kernel. */
    public static List<String> operations() {
        return List.copyOf(KERNELS.keySet());
    }

    /**
     * The kernel of one operation.
     *
     * @throws BackendException if there is none; lists those that there are
     */
    public static KernelSource of(String operation) {
        Supplier<StrictKernel> maker = KERNELS.get(operation);
        if (maker == null) {
            throw new BackendException("there is no OpenCL kernel '" + operation + "'. Choose one of "
                    + String.join(", ", KERNELS.keySet()) + ".");
        }
        StrictKernel kernel = maker.get();
        String file = kernel.getClass().getSimpleName() + ".java";
        return new KernelSource(operation, file, read(file), translate(kernel));
    }

    private static String translate(StrictKernel kernel) {
        try {
            return KernelWriter.writeToString(ClassModel.createClassModel(kernel.getClass())
                    .getEntrypoint("run", kernel));
        } catch (AparapiException e) {
            String name = kernel.getClass().getSimpleName();
            throw new BackendException("Aparapi cannot translate " + name + ": " + e.getMessage(), e);
        }
    }

    private static String read(String file) {
        try (InputStream in = KernelSource.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new BackendException(file
                        + " is missing from this build: its jar should contain the kernels' source.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both texts, one after the other, for people. */
    @Override
    public String toString() {
        return "// " + operation + " in Java (" + file + ")\n\n" + java.strip()
                + "\n\n// The same in OpenCL C, translated by Aparapi from the bytecode of run()\n\n" + openCl.strip()
                + "\n";
    }
}
