package longhand.nn.training;

import longhand.nn.Layer;
import longhand.nn.Parameter;

/** Whether the lazy layers of a network have their shapes, which the first forward pass gives them. */
record LazyShapes(Layer net) {
    boolean areKnown() {
        return net.parameters().stream().allMatch(Parameter::isInitialized);
    }

    /** An error that names a parameter without one. */
    void require() {
        net.namedParameters().forEach((name, parameter) -> {
            if (!parameter.isInitialized()) {
                throw new IllegalStateException("training: parameter " + name + " has no shape after the first "
                        + "batch. Rule: the forward pass goes through every lazy layer. Fix: leave this layer out of "
                        + "the network, or give it its number of inputs.");
            }
        });
    }
}
