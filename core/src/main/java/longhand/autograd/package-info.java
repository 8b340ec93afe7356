/**
 * Reverse-mode automatic differentiation.
 *
 * <p>Reading order: {@link longhand.autograd.Gradient} (one function per input of an operation), {@link longhand.autograd.Edge} and
 * {@link longhand.autograd.Node} (the graph), {@link longhand.autograd.Backward} (the walk back). {@link longhand.autograd.NoGrad}
 * switches recording off; {@link longhand.autograd.GradCheck} tests gradients against finite differences.
 */
package longhand.autograd;
