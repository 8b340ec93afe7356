/**
 * Operations on small arrays as stages that can be exchanged: what {@code longhand.explain.check} searches through.
 *
 * <p>Read in this order: {@link longhand.explain.computation.Computation} is an answer with its numbers; {@link
 * longhand.explain.computation.Convolution} is the richest of them, made of {@link longhand.explain.computation.Planes}
 * that are read, a {@link longhand.explain.computation.Walk} of the window (two {@link
 * longhand.explain.computation.Axis} and a {@link longhand.explain.computation.Border}), the {@link
 * longhand.explain.computation.Channels} that meet and the {@link longhand.explain.computation.Rule} of what is done
 * with the numbers; {@link longhand.explain.computation.Pooling}, {@link longhand.explain.computation.LinearLayer},
 * {@link longhand.explain.computation.SoftmaxLoss}, {@link longhand.explain.computation.SgdStep} and {@link
 * longhand.explain.computation.LayerCount} are the others. {@link longhand.explain.computation.Rearranged} and {@link
 * longhand.explain.computation.Changed} alter a finished answer.
 */
package longhand.explain.computation;
