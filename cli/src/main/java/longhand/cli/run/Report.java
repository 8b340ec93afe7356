package longhand.cli.run;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import longhand.data.Split;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.FileBytes;
import longhand.nn.training.ConfusionMatrix;
import longhand.nn.training.EpochResult;
import longhand.nn.training.TrainingListener;

/**
 * Writes pictures, confusion matrix and report after every epoch, and when training diverges. A failure here is told,
 * and does not stop the training.
 */
final class Report implements TrainingListener {
    private static final int MOST_POINTS = 500;

    private final RunConfig config;
    private final RunFolder folder;
    private final Session session;
    private final MetricsLog metrics;
    private final TestResults tests;
    private final LossWatch watch;
    private final BestEpoch best;
    private final Consumer<String> messages;

    Report(RunConfig config, RunFolder folder, Session session, Findings found, Consumer<String> messages) {
        this.config = config;
        this.folder = folder;
        this.session = session;
        this.metrics = found.metrics();
        this.tests = found.tests();
        this.watch = found.watch();
        this.best = found.best();
        this.messages = messages;
    }

    @Override
    public void epochDone(EpochResult result) {
        write(watch.finding(), true);
    }

    /** @param what what happened, with a fix */
    void writeDiverged(String what) {
        write(Optional.of(what), false);
        sayWhere();
    }

    void sayWhere() {
        if (Files.exists(folder.report())) {
            messages.accept("report: " + folder.report());
        }
    }

    /** For a run that was killed after its last checkpoint was written and before the report was. */
    void writeIfMissing() {
        try {
            Path checkpoint = folder.checkpoint().path();
            if (Files.notExists(folder.report())
                    || Files.getLastModifiedTime(folder.report())
                    .compareTo(Files.getLastModifiedTime(checkpoint)) < 0) {
                session.test(tests, config.batchSize());
                write(watch.finding(), true);
            }
        } catch (IOException e) {
            messages.accept("no report: " + FileBytes.reason(e));
        }
    }

    /** @param tested whether there is a test of the network as it is */
    private void write(Optional<String> warning, boolean tested) {
        try {
            byte[] curves = png(Curves.draw(metrics.steps(), metrics.epochs(), session.trainer().batches(),
                    config.heldOut()));
            save(folder.curves(), curves);
            ReportPage page = new ReportPage(config.model() + " on " + config.dataset());
            warning.ifPresent(page::warning);
            page.charts(charts(), "loss and accuracy over the epochs", curves)
                    .epochs(metrics.epochs(), config.heldOut());
            if (tested) {
                addTest(page);
            }
            best.lines().forEach(page::paragraph);
            page.heading("Images").paragraph(session.images().splits().origin()).paragraph(used())
                    .heading("Settings").table("Settings", SettingsTable.of(config));
            Invocation.all(folder.commands()).forEach(command -> page.heading("Command").table("Command", command));
            page.heading("Network").paragraph(session.net().parameterCount() + " parameters")
                    .preformatted(session.net().toString());
            save(folder.report(), page.finish().getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException | IOException | LinkageError | InternalError e) {
            // AWT throws errors where the system has no fonts; numbers and checkpoints are written all the same.
            messages.accept("no report: " + (e instanceof UncheckedIOException ? e.getMessage() : e));
        }
    }

    private void addTest(ReportPage page) throws IOException {
        byte[] mistakes = png(MistakesPicture.draw(tests.worst(), session.images().heldOutPixels()));
        save(folder.mistakes(), mistakes);
        save(folder.confusion(), confusionCsv().getBytes(StandardCharsets.UTF_8));
        EpochResult last = metrics.epochs().getLast();
        String heldOut = config.heldOut();
        page.paragraph(String.format(Locale.ROOT, "After epoch %d: %.2f %% of the %s images right, loss %s.",
                last.epoch(), 100 * last.testAccuracy(), heldOut, Figures.loss(last.testLoss())))
                .heading("What was taken for what")
                .paragraph("A row for each class of the " + heldOut
                        + " images, a column for each class they were taken for.")
                .confusion(tests.confusion(), session.card().classNames())
                .heading("Classes")
                .paragraph("Recall: how many of the class were recognised. Precision: how many that were taken for it are of it."
                        + (tests.confusion().classes() > TestResults.TOP ? String.format(Locale.ROOT,
                        " The right class is among the %d most likely for %.2f %% of the images.", TestResults.TOP,
                        100 * tests.topAccuracy()) : ""))
                .classes(tests.confusion(), session.card().classNames())
                .heading("The worst mistakes")
                .picture(heldOut + " images on which the network is most wrong", mistakes);
    }

    /** What was really used, which may be less than there is. */
    private String used() {
        Images images = session.images();
        String of = String.format(Locale.ROOT, "%,d", images.splits().pixels(Split.TRAIN).size());
        return String.format(Locale.ROOT, "Used here: %,d of %s training images%s, %,d of %,d test images.",
                images.train().size(), of, config.validation() > 0 ? String.format(Locale.ROOT,
                " to train with and %,d to validate with", images.heldOut().size()) : "",
                images.splits().test().size(), images.splits().pixels(Split.TEST).size());
    }

    private List<Map<String, Object>> charts() {
        int perEpoch = session.trainer().batches();
        String heldOut = config.heldOut();
        return List.of(
                chart("Loss", List.of(series("steps", 6, steps(StepRecord::loss), true),
                        series("training", 1, epochs(perEpoch, EpochResult::trainLoss), false),
                        series(heldOut, 2, epochs(perEpoch, EpochResult::testLoss), false))),
                chart("Accuracy", List.of(series("training", 1, epochs(perEpoch, EpochResult::trainAccuracy), false),
                        series(heldOut, 2, epochs(perEpoch, EpochResult::testAccuracy), false))),
                chart("Learning rate", List.of(series("learning rate", 4, steps(StepRecord::lr), false))),
                chart("Gradient norm", List.of(series("gradient norm", 3, steps(StepRecord::gradientNorm), false))));
    }

    private static Map<String, Object> chart(String title, List<Map<String, Object>> series) {
        return Map.of("title", title, "x", "step", "series", series);
    }

    private static Map<String, Object> series(String name, int colour, List<double[]> points, boolean faint) {
        return Map.of("name", name, "colour", colour, "points", points, "faint", faint);
    }

    private List<double[]> steps(ToDoubleFunction<StepRecord> value) {
        return StepCurve.of(metrics.steps(), MOST_POINTS, value);
    }

    private List<double[]> epochs(int perEpoch, ToDoubleFunction<EpochResult> value) {
        return metrics.epochs().stream().map(r -> new double[] {(double) r.epoch() * perEpoch, value.applyAsDouble(r)})
                .toList();
    }

    private String confusionCsv() {
        ConfusionMatrix matrix = tests.confusion();
        List<String> names = session.card().classNames();
        StringBuilder text = new StringBuilder("class");
        names.forEach(name -> text.append(',').append(CsvText.cell(name)));
        for (int truth = 0; truth < matrix.classes(); truth++) {
            List<String> cells = new ArrayList<>(List.of(CsvText.cell(names.get(truth))));
            for (int predicted = 0; predicted < matrix.classes(); predicted++) {
                cells.add(Long.toString(matrix.count(truth, predicted)));
            }
            text.append('\n').append(String.join(",", cells));
        }
        return text.append('\n').toString();
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", bytes)) {
            throw new UncheckedIOException(new IOException("this Java cannot write PNG files"));
        }
        return bytes.toByteArray();
    }

    private static void save(Path file, byte[] content) {
        AtomicFile.write(file, out -> out.write(content));
    }
}
