package longhand.cli.watch;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import longhand.cli.run.Json;

/** Hands events to all browsers that listen. Who publishes never waits: a browser that is too slow starts afresh. */
public final class LiveFeed {
    /** So many events may wait for a browser. */
    private static final int WAITING = 128;

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Whether anybody listens. */
    boolean isWatched() {
        return !listeners.isEmpty();
    }

    /** An event in the format of server-sent events. */
    static String event(String name, Object data) {
        return "event: " + name + "\ndata: " + Json.line(data) + "\n\n";
    }

    void publish(String name, Object data) {
        if (isWatched()) {
            String text = event(name, data);
            listeners.forEach(listener -> listener.offer(text));
        }
    }

    Listener listen() {
        Listener listener = new Listener();
        listeners.add(listener);
        return listener;
    }

    /** One browser. */
    final class Listener implements AutoCloseable {
        private final BlockingQueue<String> queue = new ArrayBlockingQueue<>(WAITING);
        private volatile boolean behind;

        private void offer(String text) {
            if (!queue.offer(text)) {
                behind = true;
                queue.clear();
            }
        }

        /** The next event, if one comes in time. */
        Optional<String> next(long millis) throws InterruptedException {
            return Optional.ofNullable(queue.poll(millis, TimeUnit.MILLISECONDS));
        }

        /** Whether events were lost since the last call. */
        boolean lostEvents() {
            boolean lost = behind;
            behind = false;
            return lost;
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
