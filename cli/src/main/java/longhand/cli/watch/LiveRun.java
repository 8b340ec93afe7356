package longhand.cli.watch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.cli.run.PeakMemory;
import longhand.cli.run.RunView;
import longhand.cli.run.SettingsTable;
import longhand.cli.run.StepRecord;
import longhand.data.Batch;
import longhand.nn.training.EpochResult;
import longhand.nn.training.StepResult;
import longhand.nn.training.TrainingListener;
import longhand.nn.training.TrainingState;
import longhand.tensor.Tensor;

/**
 * Follows a training for the page. Without a browser that listens, a step costs an entry in a list. With one, layers
 * and pictures are measured from time to time, so rarely that it takes about {@value #PERCENT} % of the time, whatever
 * the network.
 */
final class LiveRun implements Watched, TrainingListener {
    /** How much of the time measuring may take. */
    static final int PERCENT = 1;

    private static final long NANOS_BETWEEN_MESSAGES = 250_000_000;
    private static final long NANOS_BETWEEN_MEASUREMENTS = 500_000_000;

    private final RunView run;
    private final LiveFeed feed = new LiveFeed();
    private final StepHistory history = new StepHistory();
    private final List<EpochResult> epochs = new ArrayList<>();
    private final List<double[]> pending = new ArrayList<>();
    /** The last event of each kind that a new browser needs. */
    private final Map<String, Object> latest = new LinkedHashMap<>();

    private Optional<Probe> probe = Optional.empty();
    private Optional<LayerMeter> meter = Optional.empty();
    private Optional<StepResult> last = Optional.empty();
    private long begun;
    private String text = "Training.";
    private boolean ended;
    private long lastMessage;
    private long nextMeasurement = Long.MIN_VALUE;
    private long measuring;

    LiveRun(RunView run) {
        this.run = run;
    }

    @Override
    public LiveFeed feed() {
        return feed;
    }

    @Override
    public synchronized void started(TrainingState state) {
        run.steps().forEach(step -> history.add(StepHistory.row(step, Double.NaN, Double.NaN)));
        epochs.addAll(state.history());
        begun = state.step();
        nextMeasurement = System.nanoTime();
    }

    @Override
    public void gradientsReady(long step) {
        if (feed.isWatched() && System.nanoTime() - nextMeasurement >= 0) {
            long start = System.nanoTime();
            LayerMeter layers = new LayerMeter(run.net());
            layers.beforeTheStep();
            meter = Optional.of(layers);
            measuring = System.nanoTime() - start;
        }
    }

    @Override
    public synchronized void stepDone(StepResult result) {
        StepRecord record = run.steps().getLast();
        double[] row = StepHistory.row(result, record.gradientNorm());
        history.add(row);
        last = Optional.of(result);
        if (!feed.isWatched()) {
            pending.clear();
            return;
        }
        pending.add(row);
        meter.ifPresent(this::measure);
        meter = Optional.empty();
        if (System.nanoTime() - lastMessage >= NANOS_BETWEEN_MESSAGES) {
            tell();
        }
    }

    private void measure(LayerMeter layers) {
        long start = System.nanoTime();
        if (probe.isEmpty()) {
            probe = Optional.of(new Probe(run.net(), run.heldOut(), run.heldOutPixels(), run.config().batchSize()));
        }
        Probe.Look look = probe.get().look();
        publish("layers", LayerTable.of(run.net(), layers.afterTheStep(), look, probe.get().size()));
        publish("pictures", Map.of("pictures", look.pictures(), "channels", look.shape().channels(), "height",
                look.shape().height(), "width", look.shape().width()));
        measuring += System.nanoTime() - start;
        nextMeasurement = System.nanoTime() + Math.max(NANOS_BETWEEN_MEASUREMENTS, measuring * 100 / PERCENT);
    }

    private void publish(String name, Object data) {
        latest.put(name, data);
        feed.publish(name, data);
    }

    /** Tells what is new, and where training stands. */
    private void tell() {
        lastMessage = System.nanoTime();
        if (!pending.isEmpty()) {
            feed.publish("steps", List.copyOf(pending));
            pending.clear();
        }
        feed.publish("status", status());
    }

    private long stepsDone() {
        return last.map(StepResult::step).orElse(begun);
    }

    private Map<String, Object> status() {
        Map<String, Object> status = new LinkedHashMap<>();
        int ofEpochs = run.config().epochs();
        status.put("steps", (long) run.trainer().batches() * ofEpochs);
        status.put("step", stepsDone());
        last.ifPresent(r -> {
            status.put("epoch", r.epoch() + " of " + ofEpochs);
            status.put("loss", r.sums().loss());
            status.put("accuracy", r.sums().accuracy());
            status.put("imagesPerSecond", r.sums().imagesPerSecond());
            status.put("timeLeft", ended ? "" : run.timeLeft().text());
        });
        status.put("memory", PeakMemory.text().orElse(""));
        status.put("text", text);
        status.put("ended", ended);
        return status;
    }

    @Override
    public synchronized void tested(Batch data, Tensor logits, int done, int batches) {
        if (feed.isWatched() && System.nanoTime() - lastMessage >= NANOS_BETWEEN_MESSAGES) {
            String before = text;
            text = "Testing, " + done + " of " + batches + " batches.";
            tell();
            text = before;
        }
    }

    @Override
    public synchronized void epochDone(EpochResult result) {
        epochs.add(result);
        tell();
        feed.publish("epoch", result);
    }

    @Override
    public synchronized void saved(Path file) {
        text = "Training. Saved after step " + stepsDone() + ": " + file.getFileName();
        tell();
    }

    /** Says that nothing more will come. */
    synchronized void ended() {
        ended = true;
        text = run.trainer().isComplete() ? "Training is complete." : "Training was stopped and is saved in "
                + run.folder().path() + ".";
        tell();
    }

    @Override
    public String stop() {
        run.trainer().requestStop();
        synchronized (this) {
            text = "Stopping after the running step, and saving.";
            return text;
        }
    }

    @Override
    public String save() {
        run.trainer().requestSave();
        return "Saving after the running step.";
    }

    @Override
    public synchronized Map<String, Object> snapshot() {
        Map<String, Object> all = new LinkedHashMap<>(latest);
        all.put("title", run.card().model() + " on " + run.card().dataset());
        all.put("settings", SettingsTable.of(run.config()));
        all.put("heldOut", run.config().heldOut());
        all.put("steps", history.rows());
        all.put("epochs", List.copyOf(epochs));
        all.put("status", status());
        all.put("controls", true);
        return all;
    }
}
