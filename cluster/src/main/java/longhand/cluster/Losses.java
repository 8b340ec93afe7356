package longhand.cluster;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;

/** Counts the workers that are lost, and says when workers come and go. */
final class Losses extends SparkListener {
    private final Consumer<String> messages;
    private final Map<String, String> hosts = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile int number;
    private volatile String last = "";

    Losses(Consumer<String> messages) {
        this.messages = messages;
    }

    /** From now on it says what happens: before, workers come as they should. */
    void begin() {
        running = true;
    }

    /** How many workers were lost. */
    int number() {
        return number;
    }

    /** Which worker was lost last, and why, in brackets; empty if none was. */
    String last() {
        return last;
    }

    @Override
    public void onExecutorAdded(SparkListenerExecutorAdded added) {
        String host = added.executorInfo().executorHost();
        hosts.put(added.executorId(), host);
        if (running) {
            messages.accept("cluster: a worker has come: " + host);
        }
    }

    @Override
    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
        String reason = Reasons.firstLine(removed.reason());
        String host = hosts.remove(removed.executorId());
        last = " (the last one" + (host == null ? "" : " on " + host) + ": " + reason + ")";
        number++; // only Spark's one thread for listeners changes it
        if (running && !Cluster.isEnding()) {
            messages.accept("cluster: a worker is gone (" + reason + "); others compute its part");
        }
    }
}
