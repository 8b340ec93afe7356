/**
 * The engine: tensors with reverse-mode automatic differentiation, and the loops that compute them.
 *
 * <p>Exported is what users, authors of operations and authors of backends need. Inside stay the algorithms of the cpu
 * backend and the loops of the reference, which one reads but does not call: {@code longhand.backend.Backends} chooses
 * a backend by its name.
 */
@SuppressWarnings("module") // the modules that get more than users do are compiled after this one
module longhand.core {
    requires jdk.incubator.vector;
    // Only for users of longhand.tensor.Matrices.
    requires static commons.math3;
    requires static ejml.core;
    requires static ejml.fdense;

    exports longhand.autograd;
    exports longhand.backend;
    exports longhand.data;
    exports longhand.notes;
    exports longhand.ops;
    exports longhand.random;
    exports longhand.shape;
    exports longhand.tensor;

    exports longhand.autograd.internal to longhand.nn;
    exports longhand.backend.cpu to longhand.opencl;
    exports longhand.blocks to longhand.nn;
    exports longhand.names to longhand.files, longhand.nn, longhand.datasets, longhand.models, longhand.teach;

    uses longhand.backend.BackendProvider;

    provides longhand.backend.BackendProvider
            with longhand.backend.cpu.CpuProvider, longhand.backend.reference.ReferenceProvider;
}
