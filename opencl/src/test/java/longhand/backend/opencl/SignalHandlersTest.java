package longhand.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java machine keeps its signal handlers beside an OpenCL driver; in a process of its own, where no driver is
 * loaded yet.
 */
@NeedsOpenCl
@EnabledOnOs(OS.LINUX)
class SignalHandlersTest {
    /** Runs in the other process. */
    static final class Program {
        public static void main(String[] args) throws Throwable {
            Map<Integer, Long> before = handlers();
            OpenClDevices.list();
            System.out.println("after listing: " + changed(before));
            try (OpenClTransfers transfers = new OpenClTransfers(0)) {
                transfers.move(new float[1], new float[1]);
            }
            System.out.println("after a kernel: " + changed(before));
            int caught = 0;
            for (int i = -100_000; i < 1000; i++) { // compiled by then, without a test for zero
                try {
                    remainders += i % Math.min(0, i);
                } catch (ArithmeticException e) {
                    caught++;
                }
            }
            System.out.println("divisions by zero: " + caught);
        }

        private static long remainders;

        private static Map<Integer, Long> changed(Map<Integer, Long> before) throws Throwable {
            Map<Integer, Long> now = handlers();
            now.entrySet().removeAll(before.entrySet());
            return now;
        }

        /** The address of every signal's handler. */
        @SuppressWarnings("restricted")
        private static Map<Integer, Long> handlers() throws Throwable {
            Linker linker = Linker.nativeLinker();
            MethodHandle sigaction = linker.downcallHandle(linker.defaultLookup().find("sigaction").orElseThrow(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS,
                            ValueLayout.ADDRESS));
            Map<Integer, Long> handlers = new TreeMap<>();
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment handler = arena.allocate(256, 8);
                for (int signal = 1; signal < 32; signal++) {
                    if ((int) sigaction.invokeExact(signal, MemorySegment.NULL, handler) == 0) {
                        handlers.put(signal, handler.get(ValueLayout.JAVA_LONG, 0));
                    }
                }
            }
            return handlers;
        }
    }

    @Test
    void handlersAreTheJavaMachinesAfterTheDriverWasLoaded(@TempDir Path emptyCache) throws Exception {
        assertEquals("after listing: {}\nafter a kernel: {}\ndivisions by zero: 1000\n",
                OtherJvm.run(Program.class, Map.of("POCL_CACHE_DIR", emptyCache.toString())));
    }
}
