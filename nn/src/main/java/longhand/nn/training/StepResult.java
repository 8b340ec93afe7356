package longhand.nn.training;

/**
 * What a step did.
 *
 * @param epoch number of the epoch, from 1
 * @param batch number of the step in its epoch, from 1
 * @param batches steps of an epoch
 * @param step number of the step since training began, from 1
 * @param loss mean loss of the batch, before the step
 * @param lr learning rate of the step
 * @param sums the epoch so far, this step included
 */
public record StepResult(int epoch, int batch, int batches, long step, double loss, double lr, EpochSums sums) {}
