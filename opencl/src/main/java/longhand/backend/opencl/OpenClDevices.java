package longhand.backend.opencl;

import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.opencl.OpenCLPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import longhand.backend.BackendException;

/** Finds the OpenCL devices of this machine, and says what is missing where there are none. */
public final class OpenClDevices {
    static {
        AparapiLog.quiet();
    }

    private OpenClDevices() {}

    /** All devices, platform by platform, in the order in which the drivers list them; empty if there are none. */
    public static List<DeviceInfo> list() {
        List<DeviceInfo> infos = new ArrayList<>();
        for (OpenCLDevice device : all()) {
            infos.add(DeviceInfo.of(infos.size(), device));
        }
        return infos;
    }

    /**
     * The device with the given number.
     *
     * @throws BackendException if there is none; says what was looked for, what was found, and what to install
     */
    static OpenCLDevice get(int number) {
        List<OpenCLDevice> devices = all();
        if (devices.isEmpty()) {
            throw new BackendException(nothingFound());
        }
        if (number < 0 || number >= devices.size()) {
            throw new BackendException("there is no OpenCL device " + number + ". This machine has:\n  "
                    + String.join("\n  ", list().stream().map(DeviceInfo::toString).toList()));
        }
        return devices.get(number);
    }

    static List<OpenCLDevice> all() {
        return platforms().stream().flatMap(platform -> platform.getOpenCLDevices().stream()).toList();
    }

    private static List<OpenCLPlatform> platforms() {
        try {
            List<OpenCLPlatform> platforms = SignalHandlers.kept(() -> new OpenCLPlatform().getOpenCLPlatforms());
            return platforms == null ? List.of() : platforms;
        } catch (LinkageError e) { // Aparapi has no native library for this kind of machine
            return List.of();
        }
    }

    /** What to tell a user of a machine without a device: what was looked for, what was found, what to install. */
    public static String nothingFound() {
        String vendors = System.getenv("OCL_ICD_VENDORS");
        String where = vendors != null ? "in OCL_ICD_VENDORS=" + vendors : "registered on this machine";
        List<String> names = platforms().stream().map(OpenCLPlatform::getName).toList();
        String found = names.isEmpty() ? "no platform (OpenCL library or driver missing)"
                : "platforms without a device: " + names;
        return "the backend 'opencl' cannot be used: there is no OpenCL device.\n"
                + "  Looked for: the OpenCL library, and the drivers (platforms) " + where + ".\n"
                + "  Found: " + found + ".\n"
                + "  To install: " + howToInstall(System.getProperty("os.name"), System.getProperty("os.arch")) + "\n"
                + "  Or choose the backend 'cpu', which needs nothing.";
    }

    /** What a machine with the given {@code os.name} and {@code os.arch} needs for OpenCL. */
    static String howToInstall(String system, String architecture) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("mac")) {
            return architecture.equals("x86_64")
                    ? "nothing: macOS brings OpenCL with it; check that the Mac has a supported GPU."
                    : "impossible: Aparapi has no native library for Macs with Apple processors.";
        }
        if (name.contains("windows")) {
            return "the graphics card's driver (NVIDIA, AMD or Intel), which contains OpenCL; without a GPU, Intel's OpenCL "
                    + "runtime for CPUs.";
        }
        return "the graphics card's OpenCL driver (nvidia-opencl-icd, mesa-opencl-icd, intel-opencl-icd), or PoCL for the CPU: "
                + "'apt-get install ocl-icd-libopencl1 pocl-opencl-icd' (Debian, Ubuntu), 'dnf install ocl-icd pocl' (Fedora). "
                + "'clinfo' lists what is there.";
    }
}
