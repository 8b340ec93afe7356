/**
 * Layers, losses, initial weights, optimisers, schedules, the trainer and its checkpoints, and ONNX files of networks.
 */
module longhand.nn {
    requires transitive longhand.core;
    requires transitive longhand.files;
    requires com.fasterxml.jackson.databind;

    exports longhand.nn;
    exports longhand.nn.onnx;
    exports longhand.nn.optim;
    exports longhand.nn.training;

    opens longhand.nn.training to com.fasterxml.jackson.databind;
}
