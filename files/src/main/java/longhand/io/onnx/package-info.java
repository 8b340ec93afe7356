/**
 * ONNX files: networks as graphs of named operations, which PyTorch, ONNX Runtime and many others exchange.
 *
 * <p>Read in this order: {@link longhand.io.onnx.OnnxModel}, {@link longhand.io.onnx.OnnxGraph} and
 * {@link longhand.io.onnx.OnnxNode} (what a file says), {@link longhand.io.onnx.ProtoReader} (the Protocol Buffers
 * encoding underneath), {@link longhand.io.onnx.OnnxReader} and {@link longhand.io.onnx.OnnxWriter}. What the
 * operations compute, and how our layers become a graph, is in {@code longhand.nn.onnx}.
 *
 * <p>The encoding is read and written here and not with Google's library, because that one calls methods of {@code
 * sun.misc.Unsafe}, which Java 25 reports as about to disappear, and because a graph needs only a few dozen lines of
 * it.
 */
package longhand.io.onnx;
