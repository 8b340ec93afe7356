package longhand.cli;

import java.io.PrintWriter;
import java.util.Optional;
import longhand.backend.opencl.KernelSource;
import longhand.backend.opencl.OpenClDevices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code longhand opencl}: the devices of this machine; {@code longhand opencl show conv2d}: a kernel in Java and in
 * OpenCL.
 */
@Command(
        name = "opencl",
        mixinStandardHelpOptions = true,
        description = "List the OpenCL devices, or show a kernel in Java and in OpenCL.",
        subcommands = OpenclCommand.Show.class)
final class OpenclCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        var devices = OpenClDevices.list();
        if (devices.isEmpty()) {
            out.println(OpenClDevices.nothingFound());
        }
        devices.forEach(out::println);
        out.flush();
    }

    /** Needs no device: the translation is made from the class file. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Print a kernel's Java source, then the OpenCL C that Aparapi makes of it.")
    static final class Show implements Runnable {
        @Spec
        private CommandSpec spec;

        @Parameters(arity = "0..1", paramLabel = "OPERATION",
                description = "For example conv2d (default: list the operations).")
        private Optional<String> operation = Optional.empty();

        @Override
        public void run() {
            PrintWriter out = spec.commandLine().getOut();
            if (operation.isPresent()) {
                out.print(KernelSource.of(operation.get()));
            } else {
                KernelSource.operations().forEach(out::println);
            }
            out.flush();
        }
    }
}
