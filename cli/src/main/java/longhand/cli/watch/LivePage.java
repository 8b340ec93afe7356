package longhand.cli.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Consumer;
import longhand.cli.run.Companion;
import longhand.cli.run.RunView;
import longhand.nn.training.TrainingListener;

/** Shows a training on a page until closed. */
public final class LivePage implements Companion, AutoCloseable {
    private final int port;
    private final Consumer<String> messages;
    private Optional<LiveRun> run = Optional.empty();
    private Optional<WatchServer> server = Optional.empty();

    /**
     * @param port of the page; 0: any free one
     * @param messages is told the address
     */
    public LivePage(int port, Consumer<String> messages) {
        this.port = port;
        this.messages = messages;
    }

    @Override
    public TrainingListener join(RunView view) {
        LiveRun live = new LiveRun(view);
        try {
            WatchServer opened = WatchServer.open(port, live);
            run = Optional.of(live);
            server = Optional.of(opened);
            messages.accept("watch it: " + opened.address());
            return live;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Tells the browsers how training ended. */
    @Override
    public void close() {
        run.ifPresent(LiveRun::ended);
        server.ifPresent(WatchServer::close);
    }
}
