package longhand.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import longhand.nn.training.EpochResult;
import longhand.nn.training.EpochSums;
import longhand.nn.training.StepResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossWatchTest {
    private final List<StepRecord> steps = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    private LossWatch watch(int batchSize, double lr) {
        return watch(batchSize, lr, true);
    }

    private LossWatch watch(int batchSize, double lr, boolean testTells) {
        return watch(batchSize, lr, testTells, new LossWatch.Counts(10, 60_000, 10_000));
    }

    private LossWatch watch(int batchSize, double lr, boolean testTells, LossWatch.Counts counts) {
        RunConfig config = new RunConfig("mlp", "quick", "synthetic", "", 100, 100, 28, batchSize, 5, "adam", lr, 0, 0,
                "constant", "default", 0, 0, 0, 0, 1, ImageSettings.AS_STORED, Transfer.NONE);
        return new LossWatch(config, counts, testTells, steps, warnings::add);
    }

    private void step(LossWatch watch, double loss) {
        steps.add(new StepRecord(steps.size() + 1, loss, 0.1, 1));
        watch.stepDone(new StepResult(1, 1, 1, steps.size(), loss, 0.1, EpochSums.ZERO));
    }

    private static EpochResult epoch(double trainLoss, double testLoss) {
        return new EpochResult(1, 1, trainLoss, 0.1, testLoss, 0.1, 0.1, 1, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {24, 49_784, 8e29, Double.MAX_VALUE})
    void aStepFarAboveTheStartIsSaidOnce(double loss) {
        LossWatch watch = watch(64, 1000);
        step(watch, 2.3);
        step(watch, loss);
        step(watch, 2 * loss);
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().contains("the loss was 2.3000 at first and is " + Figures.loss(loss)
                + " in step 2. "), warnings.getFirst());
        assertTrue(warnings.getFirst().endsWith("smaller learning rate than 1000.0, for example --lr 0.001 as in the recipe quick"),
                warnings.getFirst());
        assertTrue(watch.finding().orElseThrow().contains(Figures.loss(2 * loss) + " in step 3"),
                "the end names the highest");
    }

    @ParameterizedTest
    @CsvSource({"5, 2.3, the mean of epoch 1", "2.3, 49784, the test of epoch 1", "2.3, NaN, the test of epoch 1",
        "2.3, Infinity, the test of epoch 1"})
    void anEpochFarAboveTheStartIsSaid(double trainLoss, double testLoss, String where) {
        LossWatch watch = watch(64, 0.1);
        step(watch, 2.3);
        watch.epochDone(epoch(trainLoss, testLoss));
        assertTrue(warnings.getFirst().contains(" in " + where + "."), warnings.toString());
    }

    /**
     * Nothing learned, an unlucky batch, a single image that is far off, much overfitting, a first batch that was easy.
     */
    @Test
    void ordinaryTrainingIsLeftAlone() {
        LossWatch watch = watch(64, 0.1);
        step(watch, 0.01);
        step(watch, 2.5);
        step(watch, 15);
        watch.epochDone(epoch(2.4, 9));
        LossWatch single = watch(1, 0.1);
        step(single, 80);
        assertEquals(List.of(), warnings);
        assertTrue(watch.finding().isEmpty());
    }

    /** Of 35 pictures 28 were trained on, 16 and 12 a step; an epoch is as unsteady as a batch. */
    @Test
    void fewPicturesMayBeFarOff() {
        LossWatch watch = watch(16, 0.002, true, new LossWatch.Counts(2, 28, 7));
        step(watch, 0.8);
        step(watch, 0.7);
        watch.epochDone(epoch(2.1, 9));
        LossWatch one = watch(16, 0.002, true, new LossWatch.Counts(2, 33, 8));
        steps.clear();
        step(one, 0.8);
        step(one, 0.7);
        step(one, 30); // of a single picture
        assertEquals(List.of(), warnings);
        step(one, 30);
        assertEquals(1, warnings.size());
    }

    @Test
    void whatWasSaidIsNotSaidAgainAtTheEnd() {
        LossWatch watch = watch(64, 1000);
        step(watch, 2.3);
        step(watch, 1000);
        assertTrue(watch.unsaid().isEmpty() && watch.finding().isPresent());
    }

    /** ResNet-18 on 240 pictures: its first tests were at 16 and 43 while it learnt. */
    @Test
    void testsOfBatchNormalisationMayBeFarOff() {
        LossWatch watch = watch(64, 0.1, false);
        step(watch, 1.76);
        watch.epochDone(epoch(1.8, 43));
        assertEquals(List.of(), warnings);
        watch.epochDone(epoch(1.8, Double.NaN));
        assertTrue(warnings.getFirst().contains(" in the test of epoch 1."), warnings.toString());
    }

    @Test
    void withoutAHelpfulRecipeATenthIsProposed() {
        LossWatch watch = watch(64, 0.0005);
        step(watch, 2.3);
        step(watch, 1e6);
        assertTrue(warnings.getFirst().endsWith("than 5.0E-4, for example --lr 5e-05"), warnings.getFirst());
    }
}
