package longhand.autograd;

import longhand.tensor.Tensor;

/** The way back from an operation to one of its inputs: where the gradient goes, and what it is. */
public record Edge(Node target, Gradient gradient) {

    /** An edge to the given input. */
    public static Edge to(Tensor input, Gradient gradient) {
        return new Edge(input.node(), gradient);
    }
}
