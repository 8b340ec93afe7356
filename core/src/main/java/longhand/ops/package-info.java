/**
 * The operations: shape rule, forward, gradient, side by side.
 *
 * <p>Start with {@link longhand.ops.Arithmetic}: each gradient stands right under its formula. Then {@link
 * longhand.ops.Matmul} and {@link longhand.ops.Convolution}, whose gradients are operations of the same kind, then
 * {@link longhand.ops.Losses}, which are compositions. Values come from the kernels of {@code longhand.backend};
 * nothing here is specific to one backend.
 *
 * <p>To add an operation: compute a fresh result, and end with {@code return recorded("name", result, Edge.to(input, g
 * -> …), …)}, one edge per input; see {@link longhand.tensor.Internals}. If a gradient function reads values of an
 * input or of the result, its edge says so: {@code Edge.to(x, g -> g.mul(y)).reads(y)}; a test finds what was
 * forgotten. Add it to the operation registry in the tests, which then demands a value, a gradient, a property and a
 * bad-shape test.
 */
package longhand.ops;
