package longhand.backend.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.shape.MatmulShape;
import org.junit.jupiter.api.Test;

/**
 * Choosing among devices. PoCL offers as many as {@code POCL_DEVICES} names, which stands in for a machine with
 * several.
 */
@NeedsOpenCl
class OpenClDevicesTest {

    /** Runs in a process of its own: the driver counts its devices once. */
    static final class Program {
        public static void main(String[] args) {
            System.out.println("automatic: " + Backends.current().name());
            List<DeviceInfo> devices = OpenClDevices.list();
            System.out.println("devices: " + devices.size());
            for (int turn = 0; turn < 2 * devices.size(); turn++) {
                DeviceInfo device = devices.get(turn % devices.size());
                Backend backend = Backends.use(OpenClBackend.device(device.number()));
                float[] c = new float[1];
                backend.matmul(new float[] {turn}, new float[] {7}, c, MatmulShape.single(1, 1, 1, false, false));
                System.out.println(device.number() + " " + device.name().split("-")[0] + " " + c[0]);
            }
        }
    }

    @Test
    void everyDeviceCanBeChosenByNumberAndTheAutomaticChoiceIsNotOpenCl() throws Exception {
        String output = OtherJvm.run(Program.class, Map.of("POCL_DEVICES", "pthread basic"));
        assertTrue(output.startsWith("automatic: cpu\n"), output);
        assumeTrue(output.contains("devices: 2\n") && output.contains("basic"), "the driver is not PoCL alone");
        List<String> lines = output.lines().skip(2).sorted().toList();
        assertEquals(List.of("0 basic 0.0", "0 basic 14.0", "1 pthread 21.0", "1 pthread 7.0"), lines);
    }

    @Test
    void aDeviceSaysWhatItIs() {
        DeviceInfo device = OpenClDevices.list().getFirst();
        assertEquals(0, device.number());
        assertTrue(device.computeUnits() > 0 && device.memoryBytes() > 0 && device.largestArrayBytes() > 0,
                device.toString());
        assertTrue(device.toString().matches("device 0: .+ \\((CPU|GPU|ACC), \\d+ compute units, \\d+\\.\\d GiB; .+\\)"),
                device.toString());
    }
}
