package longhand.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import longhand.cli.watch.RunFiles;
import longhand.cli.watch.WatchServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand watch}: a page about a run that goes on elsewhere, or has ended. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Show a run on a page while its files grow, or after it has ended.",
        footer = {"", "Ctrl-C ends the page, not the run. 'longhand train --watch' shows more: layers, pictures, buttons."})
final class WatchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "RUN", description = "Folder of the run.")
    private Path folder;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0",
            description = "Port of the page (default: any free one).")
    private int port;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        RunFiles files = RunFiles.of(folder);
        try (WatchServer server = WatchServer.open(port, files)) {
            out.println("watch it: " + server.address() + " (Ctrl-C ends the page)");
            out.flush();
            files.follow();
        }
        return 0;
    }
}
