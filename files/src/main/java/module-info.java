/** File formats: npy, npz, safetensors, PyTorch archives and ONNX graphs. */
@SuppressWarnings("module") // the modules that get more than users do are compiled after this one
module longhand.files {
    requires transitive longhand.core;
    requires com.fasterxml.jackson.databind;

    exports longhand.io;
    exports longhand.io.onnx;
    exports longhand.io.state;

    exports longhand.io.checks to longhand.nn, longhand.teach;
    exports longhand.io.disk to longhand.nn, longhand.teach;
}
