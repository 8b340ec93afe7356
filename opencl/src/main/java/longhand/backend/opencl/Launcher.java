package longhand.backend.opencl;

import com.aparapi.Range;
import com.aparapi.device.Device;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.kernel.KernelManager;
import java.util.LinkedHashSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import longhand.backend.BackendException;

/**
 * Runs one kernel on one device: makes it at the first launch, keeps it (a compilation takes seconds), lets one thread
 * in at a time, and frees it at the end.
 *
 * <p>The lock is needed because a kernel's arguments are its fields. Nothing may fail in silence, so a launch that
 * Aparapi reports as done still has to show that it ran on the device.
 */
final class Launcher<K extends StrictKernel> implements AutoCloseable {
    /**
     * Work items of a group along the first dimension: a few of a GPU's batches of 32 or 64. Fixed, because drivers
     * compile per size.
     */
    private static final int GROUP = 64;

    private final OpenCLDevice device;
    private final Supplier<K> maker;
    private K kernel;

    Launcher(OpenCLDevice device, Supplier<K> maker) {
        this.device = device;
        this.maker = maker;
    }

    /**
     * Runs the kernel for x · y · z work items, and returns when its outputs are back in their arrays.
     *
     * <p>x is rounded up to whole groups: the kernel has to ignore global ids from x on.
     *
     * @param arguments sets the kernel's fields
     * @throws BackendException if it did not run on the device
     */
    synchronized void launch(int x, int y, int z, Consumer<K> arguments) {
        boolean isNew = kernel == null;
        if (isNew) {
            kernel = make();
        }
        arguments.accept(kernel);
        int group = Math.min(GROUP, Math.min(device.getMaxWorkGroupSize(), device.getMaxWorkItemSize()[0]));
        Range range = Range.create3D(device, Math.ceilDiv(x, group) * group, y, z, group, 1, 1);
        try {
            if (!range.isValid()) {
                throw new IllegalStateException("it does not take " + range);
            }
            if (isNew) { // the driver compiles it, perhaps with LLVM
                SignalHandlers.kept(() -> kernel.execute(range));
            } else {
                kernel.execute(range);
            }
            requireRanOnDevice();
        } catch (IllegalStateException e) {
            throw failed(": " + e.getMessage(), e);
        } catch (BackendException | AssertionError e) { // Aparapi tried to go on in Java
            throw failed("", e);
        }
    }

    private BackendException failed(String reason, Throwable cause) {
        String name = kernel.getClass().getSimpleName();
        kernel = null; // not disposed: freeing a kernel that never ran crashes in native code
        return new BackendException(name + " failed on OpenCL device '" + device.getName() + "'" + reason + ". "
                + AparapiLog.howToSeeMore(), cause);
    }

    private K make() {
        K made = maker.get();
        LinkedHashSet<Device> devices = new LinkedHashSet<>(OpenClDevices.all());
        KernelManager.instance().setPreferredDevices(made, devices); // no Java among them; and forgets earlier failures
        return made;
    }

    private void requireRanOnDevice() {
        boolean failed = !KernelManager.instance().getPreferences(kernel).getFailedDevices().isEmpty();
        if (failed || !kernel.isRunningCL()) {
            throw new IllegalStateException("it ran in Java instead");
        }
    }

    /** Frees the kernel and its memory on the device; the next launch makes a new one. */
    @Override
    public synchronized void close() {
        if (kernel != null) {
            kernel.dispose();
            kernel = null;
        }
    }
}
