package longhand.explain.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.autograd.Node;

/**
 * One box of the drawing: a tensor that the user made, an operation with its result, or a layer whose operations are
 * drawn as one.
 *
 * @param id number of the box; inputs have smaller ones
 * @param kind {@code leaf}, {@code operation} or {@code layer}
 * @param title name of the tensor, the operation or the layer
 * @param node the node whose value and gradient are shown: the last one of a layer
 * @param inputs ids of the boxes that it is computed from, in their order; a box may be used twice
 * @param constants how many of its inputs need no gradient
 * @param parameters names of the parameters of a layer
 */
record Box(int id, String kind, String title, Node node, List<Integer> inputs, int constants,
        List<String> parameters) {
    /** The lines of the box, the title first. */
    List<String> lines(Optional<String> value, Optional<String> gradient) {
        List<String> lines = new ArrayList<>(List.of(title));
        lines.add("shape " + node.shape());
        if (!parameters.isEmpty()) {
            lines.add(String.join(", ", parameters));
        }
        value.ifPresent(text -> lines.add("value " + text));
        gradient.ifPresent(text -> lines.add("grad " + text));
        return lines;
    }
}
