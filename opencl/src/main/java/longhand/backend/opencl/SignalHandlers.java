package longhand.backend.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;

/**
 * Gives the Java machine its signal handlers back after an OpenCL driver has replaced them.
 *
 * <p>Java needs the signal of a bad memory access: compiled code stops for the garbage collector and notices a null by
 * running into one, often on several threads at once. The compiler LLVM, which drivers such as PoCL contain, puts its
 * own handler there, one that counts for a single signal: the second thread to run into it ends the process with
 * "Segmentation fault" and nothing else. It also takes the signals of Ctrl-C and of a request to stop.
 *
 * <p>LLVM does this once for each process, when the devices are listed. What remains unguarded is that call, a tenth of
 * a second.
 *
 * <p>Does nothing where there is no {@code sigaction} (Windows) or no permission for native access.
 */
final class SignalHandlers {
    private static final int SIGNALS = 31;
    /** Bytes for one {@code struct sigaction}: more than any system needs (152 on Linux). Nothing here looks inside. */
    private static final int BYTES = 256;
    private static final MethodHandle SIGACTION = sigaction();

    private SignalHandlers() {}

    /**
     * Calls the driver, and puts back every signal handler that has changed meanwhile. One call at a time: the second
     * would take the driver's handlers for Java's.
     */
    static synchronized <T> T kept(Supplier<T> driver) {
        if (SIGACTION == null) {
            return driver.get();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment before = arena.allocate((long) SIGNALS * BYTES, Long.BYTES);
            MemorySegment after = arena.allocate(BYTES, Long.BYTES);
            for (int signal = 1; signal <= SIGNALS; signal++) {
                call(signal, MemorySegment.NULL, of(signal, before));
            }
            try {
                return driver.get();
            } finally {
                for (int signal = 1; signal <= SIGNALS; signal++) {
                    call(signal, MemorySegment.NULL, after);
                    if (after.mismatch(of(signal, before)) >= 0) {
                        call(signal, of(signal, before), MemorySegment.NULL);
                    }
                }
            }
        }
    }

    private static MemorySegment of(int signal, MemorySegment all) {
        return all.asSlice((long) (signal - 1) * BYTES, BYTES);
    }

    /** Sets or reads a handler. An error is no news: some signals have no handler, and the memory stays as it was. */
    private static void call(int signal, MemorySegment set, MemorySegment get) {
        try {
            int status = (int) SIGACTION.invokeExact(signal, set, get);
            assert status == 0 || status == -1;
        } catch (Throwable e) {
            throw new AssertionError("sigaction cannot be called", e);
        }
    }

    @SuppressWarnings("restricted") // native access, like all of this module
    private static MethodHandle sigaction() {
        try {
            Linker linker = Linker.nativeLinker();
            FunctionDescriptor type = FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS);
            return linker.defaultLookup().find("sigaction")
                    .map(function -> linker.downcallHandle(function, type)).orElse(null);
        } catch (IllegalCallerException | UnsupportedOperationException e) {
            return null;
        }
    }
}
