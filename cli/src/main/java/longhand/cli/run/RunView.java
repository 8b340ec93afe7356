package longhand.cli.run;

import java.util.List;
import longhand.data.Dataset;
import longhand.datasets.transforms.PixelDataset;
import longhand.nn.Layer;
import longhand.nn.training.Trainer;

/**
 * What a {@link Companion} sees of a run.
 *
 * @param config its settings
 * @param folder its files
 * @param card the network, in words
 * @param net the network
 * @param trainer what trains it
 * @param heldOut the images that it is tested on after every epoch
 * @param heldOutPixels the same as stored
 * @param timeLeft an estimate
 * @param steps the steps that are done; the training thread adds to them
 */
public record RunView(RunConfig config, RunFolder folder, ModelCard card, Layer net, Trainer trainer, Dataset heldOut,
        PixelDataset heldOutPixels, TimeLeft timeLeft, List<StepRecord> steps) {}
