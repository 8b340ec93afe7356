package longhand.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.FileBytes;
import longhand.nn.Parameter;
import longhand.nn.optim.GradientClip;
import longhand.nn.training.EpochResult;
import longhand.nn.training.StepResult;
import longhand.nn.training.TrainingListener;
import longhand.nn.training.TrainingState;

/**
 * Writes the numbers of a run while it goes on: {@code metrics.jsonl} with a line per step and per epoch, {@code
 * metrics.csv} with a line per epoch. When a run is resumed, lines about steps that will be done again are dropped
 * first.
 */
final class MetricsLog implements TrainingListener, AutoCloseable {
    private static final String CSV_HEADER =
            "epoch,step,train_loss,train_accuracy,test_loss,test_accuracy,lr,train_seconds,test_seconds,images_per_second";

    /** How the line of an epoch begins; that of a step begins with its step. */
    private static final String EPOCH_LINE = "{\"epoch\":";

    static final String GRADIENT_NORM = "grad_norm";
    private static final int STEPS_BETWEEN_NORMS = 10;

    private final RunFolder folder;
    private final String csvHeader;
    private final List<Parameter> parameters;
    private final List<StepRecord> steps = new ArrayList<>();
    private final List<EpochResult> epochs = new ArrayList<>();
    private BufferedWriter jsonl;
    private double gradientNorm = Double.NaN;


    /**
     * @param heldOut what the images are called that epochs are tested on
     * @param parameters those of the network, whose gradients are measured
     */
    MetricsLog(RunFolder folder, String heldOut, List<Parameter> parameters) {
        this.folder = folder;
        this.parameters = parameters;
        this.csvHeader = CSV_HEADER.replace("test", heldOut);
    }

    List<StepRecord> steps() {
        return steps;
    }

    List<EpochResult> epochs() {
        return epochs;
    }

    @Override
    public void started(TrainingState state) {
        List<String> kept = new ArrayList<>();
        try {
            if (Files.exists(folder.metricsJsonl())) {
                FileBytes.text(folder.metricsJsonl()).lines().forEach(line -> keep(line, state, kept));
            }
            addMissingEpochs(state, kept);
            write(folder.metricsJsonl(), kept);
            jsonl = Files.newBufferedWriter(folder.metricsJsonl(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw cannotWrite(e);
        }
        epochs.addAll(state.history());
        writeCsv();
    }

    /** A line that a kill cut off, or that is about a step still to come, is dropped. */
    private void keep(String line, TrainingState state, List<String> kept) {
        JsonNode node = Json.tree(line).orElse(MissingNode.getInstance());
        boolean isStep = node.has("loss");
        JsonNode time = node.path(isStep ? "step" : "epoch");
        if (!time.isIntegralNumber() || isStep && !node.get("loss").isNumber()
                || time.asLong() > (isStep ? state.step() : state.history().size())) {
            return;
        }
        kept.add(line);
        if (isStep) {
            steps.add(new StepRecord(time.asLong(), node.get("loss").asDouble(), node.path("lr").asDouble(Double.NaN),
                    node.path(GRADIENT_NORM).asDouble(Double.NaN)));
        }
    }

    /** A checkpoint is written before the line about its epoch: a kill in between loses the line. */
    private void addMissingEpochs(TrainingState state, List<String> kept) {
        for (EpochResult result : state.history()) {
            if (kept.stream().noneMatch(line -> line.startsWith(EPOCH_LINE + result.epoch() + ","))) {
                kept.add(line(result));
            }
        }
    }

    private static void write(Path file, List<String> lines) {
        AtomicFile.write(file, out -> {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /** Looks at every tenth step: that shows as much, and costs a tenth. */
    @Override
    public void gradientsReady(long step) {
        gradientNorm = step % STEPS_BETWEEN_NORMS == 1 ? GradientClip.norm(parameters) : Double.NaN;
    }

    @Override
    public void stepDone(StepResult result) {
        steps.add(new StepRecord(result.step(), result.loss(), result.lr(), gradientNorm));
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", result.step());
        line.put("epoch", result.epoch());
        line.put("batch", result.batch());
        line.put("loss", result.loss());
        line.put("lr", result.lr());
        if (!Double.isNaN(gradientNorm)) {
            line.put(GRADIENT_NORM, gradientNorm);
        }
        line.put("epoch_loss", result.sums().loss());
        line.put("epoch_accuracy", result.sums().accuracy());
        line.put("images_per_second", result.sums().imagesPerSecond());
        append(Json.line(line));
    }

    @Override
    public void epochDone(EpochResult result) {
        epochs.add(result);
        append(line(result));
        writeCsv();
    }

    private String line(EpochResult result) {
        Map<String, Object> line = new LinkedHashMap<>();
        String[] names = csvHeader.split(",");
        List<Number> values = values(result);
        for (int i = 0; i < names.length; i++) {
            line.put(names[i], values.get(i));
        }
        return Json.line(line);
    }

    private void append(String line) {
        try {
            jsonl.write(line + "\n");
            jsonl.flush(); // a killed run keeps its lines
        } catch (IOException e) {
            throw cannotWrite(e);
        }
    }

    private UncheckedIOException cannotWrite(IOException e) {
        return FileBytes.ioError("cannot be written", folder.metricsJsonl(), e);
    }

    private static List<Number> values(EpochResult r) {
        return List.of(r.epoch(), r.step(), r.trainLoss(), r.trainAccuracy(), r.testLoss(), r.testAccuracy(), r.lr(),
                r.trainSeconds(), r.testSeconds(), r.imagesPerSecond());
    }

    private void writeCsv() {
        List<String> lines = new ArrayList<>(List.of(csvHeader));
        for (EpochResult result : epochs) {
            lines.add(String.join(",", values(result).stream().map(Object::toString).toList()));
        }
        write(folder.metricsCsv(), lines);
    }

    @Override
    public void close() throws IOException {
        if (jsonl != null) {
            jsonl.close();
        }
    }
}
