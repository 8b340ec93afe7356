/**
 * Optimisers, learning-rate schedules and gradient clipping: the counterpart of {@code torch.optim}.
 *
 * <p>Read {@link longhand.nn.optim.Optimizer}, then {@link longhand.nn.optim.SGD} and {@link longhand.nn.optim.Adam}:
 * each is one loop over a parameter's numbers that does what PyTorch does, in the same order. {@link
 * longhand.nn.optim.Schedule} gives the learning rate as a function of the epoch or step, {@link
 * longhand.nn.optim.GradientClip} keeps gradients small.
 */
package longhand.nn.optim;
