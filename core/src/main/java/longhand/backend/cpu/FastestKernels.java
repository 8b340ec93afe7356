package longhand.backend.cpu;

import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.loops.MultiplyAdds;
import longhand.backend.cpu.loops.ScalarKernels;
import longhand.backend.cpu.loops.ScalarMultiplyAdds;
import longhand.backend.cpu.loops.VectorKernels;
import longhand.backend.cpu.loops.VectorMultiplyAdds;

/** The fastest inner loops that this JVM offers: with the Vector API if it was started with that module. */
final class FastestKernels {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";

    private FastestKernels() {}

    /** Says so in one line if they are plain loops. */
    static Kernels get() {
        if (hasVectors()) {
            return VectorApi.kernels();
        }
        System.err.println("longhand: the cpu backend runs without vector instructions, several times slower; start java"
                + " with --add-modules " + VECTOR_MODULE + " to get them.");
        return new ScalarKernels();
    }

    static MultiplyAdds multiplyAdds() {
        return hasVectors() ? VectorApi.multiplyAdds() : new ScalarMultiplyAdds();
    }

    private static boolean hasVectors() {
        return ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent();
    }

    /** Names the classes that need the module, so that loading this file does not. */
    private static final class VectorApi {
        static Kernels kernels() {
            return new VectorKernels();
        }

        static MultiplyAdds multiplyAdds() {
            return new VectorMultiplyAdds();
        }
    }
}
