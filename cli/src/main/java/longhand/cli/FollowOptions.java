package longhand.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;
import longhand.cli.run.RunFolder;
import longhand.cli.run.Training;
import longhand.cli.tensorboard.TensorBoardLog;
import longhand.cli.watch.LivePage;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of {@code train} and {@code resume} that let somebody follow a training. They change no number. */
final class FollowOptions {
    @Option(names = "--watch",
            description = "Show the training on a page, live: prints its address, which only browsers on this machine can open.")
    private boolean watch;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0",
            description = "Port of the page (default: any free one).")
    private int port;

    @Option(names = "--tensorboard", description = "Write event files for TensorBoard into the folder of the run.")
    private boolean tensorboard;

    /** What trains. */
    @FunctionalInterface
    interface Run {
        void run() throws IOException;
    }

    /** Runs a training, and lets follow who is asked for. */
    void follow(Training training, CommandLine command, Run run) throws IOException {
        if (!watch) {
            IdleOptions.refuse(command.getCommandSpec(), "only the page of --watch has one", List.of("--port"));
        }
        PrintWriter out = command.getOut();
        String root = command.getCommandSpec().root().name();
        training.startedBy(command.getParseResult().originalArgs().stream().map(RunFolder::quoted)
                .collect(Collectors.joining(" ", root + " ", "")), Version.number());
        try (LivePage page = new LivePage(port, line -> {
            out.println(line);
            out.flush();
        }); TensorBoardLog log = new TensorBoardLog()) {
            if (watch) {
                training.with(page);
            }
            if (tensorboard) {
                training.with(log);
            }
            run.run();
        }
    }
}
