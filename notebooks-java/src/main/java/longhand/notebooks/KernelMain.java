package longhand.notebooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.dflib.jjava.jupyter.channels.JupyterConnection;
import org.dflib.jjava.jupyter.kernel.KernelConnectionProperties;

/**
 * The kernel as a program: Jupyter starts it with the file that names the ports and the key, and stops it with a
 * message.
 */
public final class KernelMain {
    private KernelMain() {
    }

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        if (args.length != 1) {
            System.err.println("KernelMain: Jupyter starts this program, with the name of its connection file. See: longhand notebook");
            System.exit(2);
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        String connectionFile = Files.readString(Path.of(args[0]));
        var connection = new JupyterConnection(KernelConnectionProperties.parse(connectionFile));
        try (Engine engine = Engine.open()) {
            var kernel = new JavaKernel(engine);
            kernel.becomeHandlerForConnection(connection);
            connection.connect();
            connection.waitUntilClose();
        }
        System.exit(0);
    }
}
