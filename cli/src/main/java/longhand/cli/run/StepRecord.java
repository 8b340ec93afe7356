package longhand.cli.run;

/**
 * What is kept of one step.
 *
 * @param step number of the step since training began, from 1
 * @param loss mean loss of the batch
 * @param lr learning rate; NaN if not known
 * @param gradientNorm root of the sum of squares of all gradients, before clipping; NaN where it was not measured
 */
public record StepRecord(long step, double loss, double lr, double gradientNorm) {}
