/**
 * ONNX graphs and our layers: computing a graph that another program wrote, and writing our networks as graphs.
 *
 * <p>Read in this order: {@link longhand.nn.onnx.OnnxLayer} (a file as a layer), {@link longhand.nn.onnx.OnnxRunner} (a
 * graph node by node), {@link longhand.nn.onnx.Operators} and the classes it lists (what each operator means), {@link
 * longhand.nn.onnx.OnnxExport} (the way back) with {@link longhand.nn.onnx.Trace} and {@link longhand.nn.onnx.TwoRuns}
 * (what the network computes for every input), {@link longhand.nn.onnx.ExportedOperations} (what operations are in
 * ONNX) and {@link longhand.nn.onnx.ExportCheck} (the comparison with the network).
 */
package longhand.nn.onnx;
