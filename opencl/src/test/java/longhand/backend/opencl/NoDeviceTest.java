package longhand.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import longhand.backend.BackendException;
import longhand.backend.Backends;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Without a device, choosing OpenCL is an error that helps; shown in processes of their own, where no driver is to be
 * found.
 */
class NoDeviceTest {
    @TempDir
    Path empty;

    /** Runs in the other process. */
    static final class Program {
        public static void main(String[] args) {
            try {
                System.out.println("got " + Backends.use("opencl").name());
            } catch (BackendException e) {
                System.out.println(e.getMessage());
            }
            System.out.println("devices: " + OpenClDevices.list());
            System.out.println("opencl in use: " + Backends.current().name().equals("opencl"));
        }
    }

    @Test
    void withoutADriverTheErrorSaysWhatToInstall() throws Exception {
        String output = OtherJvm.run(Program.class, Map.of("OCL_ICD_VENDORS", empty.toString()));
        assertTrue(output.contains("the backend 'opencl' cannot be used: there is no OpenCL device.\n"
                + "  Looked for: the OpenCL library, and the drivers (platforms) in OCL_ICD_VENDORS=" + empty + ".\n"
                + "  Found: no platform (OpenCL library or driver missing).\n"
                + "  To install: "), output);
        assertTrue(output.endsWith("devices: []\nopencl in use: false\n"), output);
    }

    /** A file that is no library stands for the missing one: Aparapi's own library then cannot be loaded. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void withoutTheOpenClLibraryTheErrorIsTheSame() throws Exception {
        Files.writeString(empty.resolve("libOpenCL.so.1"), "not a library");
        String output = OtherJvm.run(Program.class, Map.of("LD_LIBRARY_PATH", empty.toString()));
        assertTrue(output.contains("  Found: no platform (OpenCL library or driver missing).\n"), output);
        assertTrue(output.endsWith("devices: []\nopencl in use: false\n"), output);
    }

    @Test
    void adviceFitsThePlatform() throws IOException {
        assertTrue(OpenClDevices.howToInstall("Linux", "amd64")
                .contains("apt-get install ocl-icd-libopencl1 pocl-opencl-icd"));
        assertTrue(OpenClDevices.howToInstall("Windows 11", "amd64").contains("graphics card's driver"));
        assertTrue(OpenClDevices.howToInstall("Mac OS X", "x86_64").startsWith("nothing: macOS brings OpenCL"));
        assertEquals("impossible: Aparapi has no native library for Macs with Apple processors.",
                OpenClDevices.howToInstall("Mac OS X", "aarch64"));
    }
}
