/**
 * Layers, losses and initial weights: the counterpart of {@code torch.nn}.
 *
 * <p>Read {@link longhand.nn.Layer} (forward, named parameters, children), {@link longhand.nn.Parameter}, {@link
 * longhand.nn.Linear} and {@link longhand.nn.Conv2d} (which share {@link longhand.nn.WeightedLayer}), then the
 * containers {@link longhand.nn.Sequential}, {@link longhand.nn.Concat} and {@link longhand.nn.Sum}. Every other layer
 * is a few lines around one operation of {@code longhand.ops}, where the formulas are. Names, defaults, the order in
 * which parameters are created and drawn, and the printed form are PyTorch's. Optimisers are in {@code
 * longhand.nn.optim}, the training loop in {@code longhand.nn.training}.
 */
package longhand.nn;
