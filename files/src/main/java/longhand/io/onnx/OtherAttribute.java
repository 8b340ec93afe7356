package longhand.io.onnx;

/**
 * An attribute whose value was not read: a graph, a list of texts. No operator that is known here has such.
 *
 * @param type its number among ONNX's types of attributes
 */
record OtherAttribute(long type) {}
