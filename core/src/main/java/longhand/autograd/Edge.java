package longhand.autograd;

import longhand.autograd.internal.Constants;
import longhand.names.Given;
import longhand.tensor.Internals;
import longhand.tensor.SavedTensor;
import longhand.tensor.Tensor;

/** The way back from an operation to one of its inputs: where the gradient goes, and what it is. */
public final class Edge {
    private static final SavedTensor[] NOTHING = {};
    private static final Edge NONE = new Edge(Node.NONE, g -> g);

    private final Node target;
    private final Gradient gradient;
    private SavedTensor[] saved = NOTHING;
    private PartGradient part;

    private Edge(Node target, Gradient gradient) {
        this.target = target;
        this.gradient = gradient;
    }

    /** An edge to the given input; it leads nowhere if the input needs no gradient, or while none are recorded. */
    public static Edge to(Tensor input, Gradient gradient) {
        Given.required(input, "Edge.to", "the input", "pass the tensor that the operation computed with");
        Given.required(gradient, "Edge.to", "the gradient function", "pass g -> the gradient of the input");
        if (!NoGrad.gradEnabled()) {
            return NONE;
        }
        Internals.requireCurrent(input);
        if (!input.requiresGrad()) {
            Node constant = Constants.nodeOf(input);
            return constant == Node.NONE ? NONE : new Edge(constant, gradient);
        }
        input.node().markUsed();
        return new Edge(input.node(), gradient);
    }

    /** An edge to an input that has no gradient, such as a condition: it counts while everything is recorded. */
    public static Edge withoutGradient(Tensor input) {
        Given.required(input, "Edge.withoutGradient", "the input", "pass the tensor that the operation computed with");
        return Constants.isRecording() ? to(input, g -> Tensor.zeros(input.shape().dims())) : NONE;
    }

    /**
     * Says which tensors' values the gradient function reads (shapes do not count), be they inputs or the result: if
     * one of them changes before the backward pass, that is an error instead of a wrong gradient. Returns this.
     */
    public Edge reads(Tensor... tensors) {
        for (int i = 0; i < tensors.length; i++) {
            if (tensors[i] == null) {
                throw Given.missing("Edge.reads", "tensor " + i, "pass the tensors that the gradient reads");
            }
        }
        if (this != NONE) {
            saved = new SavedTensor[tensors.length];
            for (int i = 0; i < tensors.length; i++) {
                saved[i] = Internals.saved(tensors[i]);
            }
        }
        return this;
    }

    /**
     * A second way to the gradient, for operations that use a part of their input only: it adds to a sum of gradients
     * in place. Without it, each of n parts of a tensor would have a gradient as large as the whole. Returns this.
     */
    public Edge inPlace(PartGradient addition) {
        if (this != NONE) {
            part = addition;
        }
        return this;
    }

    /** The node of the input; {@link Node#NONE} if it needs no gradient. */
    public Node target() {
        return target;
    }

    /**
     * The gradient with respect to the input, given that with respect to the result.
     *
     * @param operation the operation that this is an edge of, for errors
     */
    Tensor gradient(String operation, Tensor g) {
        for (SavedTensor tensor : saved) {
            tensor.requireUnchanged(operation);
        }
        return gradient.of(g);
    }

    /** Says that this edge has been followed for the last time. */
    void done() {
        for (SavedTensor tensor : saved) {
            tensor.done();
        }
    }

    /** Whether {@link #addGradient} can be used in place of {@link #gradient}. */
    boolean isInPlace() {
        return part != null;
    }

    /** Adds the gradient with respect to the input to a sum of its shape. */
    void addGradient(Tensor g, Tensor sum) {
        part.addTo(g, Internals.values(sum));
    }
}
