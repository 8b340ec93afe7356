/**
 * The backend that runs convolution, matrix products and pooling on an OpenCL device; {@code Backends.use("opencl")}
 * finds it.
 */
module longhand.opencl {
    requires transitive longhand.core;
    requires aparapi;
    requires java.logging;

    provides longhand.backend.BackendProvider with longhand.backend.opencl.OpenClProvider;
}
