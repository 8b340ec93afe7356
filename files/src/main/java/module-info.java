/** File formats: npy, npz, safetensors, PyTorch archives and ONNX graphs. */
module longhand.files {
    requires transitive longhand.core;
    requires com.fasterxml.jackson.databind;

    exports longhand.io;
    exports longhand.io.onnx;
    exports longhand.io.state;
}
