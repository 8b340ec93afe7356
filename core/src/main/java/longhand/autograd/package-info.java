/**
 * Reverse-mode automatic differentiation.
 *
 * <p>A gradient function may read tensors as they were when the operation ran; {@link longhand.autograd.Edge#reads} has
 * them watched. Whose memory gradients use is said in {@link longhand.tensor.GradientMemory}.
 *
 * <p>Reading order: {@link longhand.autograd.Gradient} (one function per input of an operation), {@link
 * longhand.autograd.Edge} and {@link longhand.autograd.Node} (the graph), {@link longhand.autograd.Backward} (the walk
 * back). {@link longhand.autograd.NoGrad} switches recording off; {@link longhand.autograd.GradCheck} tests gradients
 * against finite differences.
 */
package longhand.autograd;
