package longhand.backend.opencl;

import com.aparapi.device.OpenCLDevice;
import java.util.Locale;

/**
 * One OpenCL device of this machine, as the drivers describe it.
 *
 * @param number its place in {@link OpenClDevices#list()}: the N of {@code --device N}
 * @param platform name of the driver that offers it, such as {@code Portable Computing Language}
 * @param name name of the hardware
 * @param type {@code GPU}, {@code CPU} or {@code ACC} (accelerator)
 * @param computeUnits processors that run work groups side by side
 * @param memoryBytes memory of the device
 * @param largestArrayBytes largest single array that it takes
 */
public record DeviceInfo(int number, String platform, String name, String type, int computeUnits, long memoryBytes,
        long largestArrayBytes) {

    static DeviceInfo of(int number, OpenCLDevice device) {
        return new DeviceInfo(number, device.getOpenCLPlatform().getName().strip(), device.getName().strip(),
                device.getType().toString(), device.getMaxComputeUnits(), device.getGlobalMemSize(),
                device.getMaxMemAllocSize());
    }

    /** One line for people: {@code device 0: name (CPU, 2 compute units, 4.0 GiB; platform)}. */
    @Override
    public String toString() {
        double gib = memoryBytes / (double) (1L << 30);
        return String.format(Locale.ROOT, "device %d: %s (%s, %d compute units, %.1f GiB; %s)",
                number, name, type, computeUnits, gib, platform);
    }
}
