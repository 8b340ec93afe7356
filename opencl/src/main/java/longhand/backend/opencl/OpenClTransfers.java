package longhand.backend.opencl;

import longhand.backend.BackendException;
import longhand.backend.opencl.Limits.Argument;

/** What every call of a kernel pays beside its work: starting it, and moving its arrays to the device and back. */
public final class OpenClTransfers implements AutoCloseable {
    private final Limits limits;
    private final Launcher<TransferKernel> launcher;

    /**
     * Transfers to and from the device with the given number.
     *
     * @throws BackendException if there is no such device
     */
    public OpenClTransfers(int number) {
        limits = Limits.of(OpenClDevices.get(number));
        launcher = new Launcher<>(OpenClDevices.get(number), TransferKernel::new);
    }

    /** Sends both arrays, starts one work item, which copies the first number, and brings the second array back. */
    public void move(float[] sent, float[] returned) {
        limits.check("transfer", Argument.of("the array that is sent", sent, 1),
                Argument.of("the array that returns", returned, 1));
        launcher.launch(1, 1, 1, kernel -> {
            kernel.sent = sent;
            kernel.returned = returned;
        });
    }

    @Override
    public void close() {
        launcher.close();
    }
}
