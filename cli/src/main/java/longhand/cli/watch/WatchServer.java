package longhand.cli.watch;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import longhand.cli.page.Page;
import longhand.cli.run.RunException;

/**
 * Shows a run to browsers on this machine, and to nobody else.
 *
 * <p>It listens on the loopback address only. A request must name that address as its host, or another site could read
 * the page under a name of its own that it lets point here. The buttons need a token as well, which only the address
 * holds that the command prints: it stands after the #, which browsers send to no server, so neither another page of
 * the browser nor another user of the machine can press them.
 */
public final class WatchServer implements AutoCloseable {
    private static final int MILLIS_BETWEEN_SIGNS_OF_LIFE = 2000;
    private static final int MILLIS_FOR_THE_LAST_EVENTS = 500;
    private static final int TOKEN_BYTES = 16;
    private static final String PAGE = Page.of("Training", List.of("watch.css"), Page.resource("watch.html"), "",
            List.of("watch.js"));

    private final HttpServer server;
    private final Watched run;
    private final String token = token();
    private volatile boolean closing;

    private WatchServer(HttpServer server, Watched run) {
        this.server = server;
        this.run = run;
    }

    /**
     * Starts to serve.
     *
     * @param port 0: any free one
     * @throws RunException if the port is taken
     */
    public static WatchServer open(int port, Watched run) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException | IllegalArgumentException e) {
            throw new RunException("--port = " + port + ": the page cannot be shown there: " + e.getMessage()
                    + ". Rule: a free port, or 0 for any. Fix: leave the option out");
        }
        WatchServer watch = new WatchServer(server, run);
        server.createContext("/", watch::handle);
        server.setExecutor(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("watch-", 0).factory()));
        server.start();
        return watch;
    }

    private static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The address of the page, with the token. */
    public String address() {
        return origin("127.0.0.1") + "/#" + token;
    }

    private String origin(String host) {
        return "http://" + host + ":" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean post = exchange.getRequestMethod().equals("POST");
            if (!isOurs(exchange)) {
                answer(exchange, 403, "text/plain", "This page is for browsers on this machine, at its own address.");
            } else if (path.equals("/stop") || path.equals("/save")) {
                press(exchange, post, path.equals("/stop") ? run::stop : run::save);
            } else if (!exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 405, "text/plain", "Only GET is allowed here.");
            } else if (path.equals("/events")) {
                sendEvents(exchange);
            } else if (path.equals("/")) {
                answer(exchange, 200, "text/html", PAGE);
            } else {
                answer(exchange, 404, "text/plain", "There is nothing here.");
            }
        }
    }

    /** Whether the request was made to our own address, and by nobody or by our own page. */
    private boolean isOurs(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        String host = Optional.ofNullable(headers.getFirst("Host")).orElse("");
        Optional<String> origin = Optional.ofNullable(headers.getFirst("Origin"));
        return List.of("127.0.0.1", "localhost").stream().map(this::origin).anyMatch(own ->
                own.equals("http://" + host) && origin.orElse(own).equals(own));
    }

    private void press(HttpExchange exchange, boolean post, Supplier<String> button) throws IOException {
        byte[] given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Longhand-Token")).orElse("")
                .getBytes(StandardCharsets.UTF_8);
        if (!post) {
            answer(exchange, 405, "text/plain", "Only POST is allowed here.");
        } else if (MessageDigest.isEqual(given, token.getBytes(StandardCharsets.UTF_8))) {
            answer(exchange, 200, "text/plain", button.get());
        } else {
            answer(exchange, 403, "text/plain",
                    "The token is not that of this training. Open the address that the command printed.");
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        begin(exchange, status, type, body.length);
        exchange.getResponseBody().write(body);
    }

    private static void begin(HttpExchange exchange, int status, String type, long length) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; "
                + "script-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                + "frame-ancestors 'none'");
        exchange.sendResponseHeaders(status, length);
    }

    /** Sends a snapshot, then what happens, until the browser goes or the server is closed. */
    private void sendEvents(HttpExchange exchange) throws IOException {
        begin(exchange, 200, "text/event-stream", 0);
        OutputStream out = exchange.getResponseBody();
        try (LiveFeed.Listener listener = run.feed().listen()) {
            send(out, LiveFeed.event("start", run.snapshot()));
            while (true) {
                Optional<String> event = listener.next(closing ? 1 : MILLIS_BETWEEN_SIGNS_OF_LIFE);
                if (event.isEmpty() && closing) {
                    return;
                }
                send(out, listener.lostEvents() ? LiveFeed.event("start", run.snapshot()) : event.orElse(":\n\n"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Lets the browsers have the last events, and ends. */
    @Override
    public void close() {
        closing = true;
        run.feed().publish("bye", "");
        long end = System.nanoTime() + MILLIS_FOR_THE_LAST_EVENTS * 1_000_000L;
        try {
            while (run.feed().isWatched() && System.nanoTime() < end) {
                Thread.sleep(10);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.stop(0);
    }
}
