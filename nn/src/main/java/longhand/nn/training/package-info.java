/**
 * The training loop and what belongs to it.
 *
 * <p>Read {@code TrainingLoop}, which goes through epochs and steps; {@link longhand.nn.training.Trainer}, with which a
 * user says how; {@link longhand.nn.training.TrainingListener}, which is told about them; {@link
 * longhand.nn.training.Checkpoint} and {@link longhand.nn.training.TrainingState}, which let a run go on bit for bit;
 * {@link longhand.nn.training.Evaluator} and {@link longhand.nn.training.ConfusionMatrix}, which judge a network.
 */
package longhand.nn.training;
