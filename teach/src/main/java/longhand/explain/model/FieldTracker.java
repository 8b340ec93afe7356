package longhand.explain.model;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import longhand.explain.ReceptiveField;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.AdaptiveMaxPool2d;
import longhand.nn.AvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * Follows receptive fields through a network as it computes, layer by layer, also where paths part and join.
 *
 * <p>It knows the field of each tensor that a layer returned. A tensor that was made between layers (a sum, an
 * activation) has the field of what was computed last; a layer with layers inside has the largest field of theirs.
 */
final class FieldTracker {
    private final Map<Tensor, Optional<ReceptiveField>> ofTensor = new IdentityHashMap<>();
    private final Map<Layer, Optional<ReceptiveField>> ofLayer = new IdentityHashMap<>();
    private Optional<ReceptiveField> latest = Optional.of(ReceptiveField.PIXEL);

    FieldTracker(Tensor image) {
        ofTensor.put(image, latest);
    }

    /** Notes that a layer turned x into y; returns the field of y, empty if it is the whole image. */
    Optional<ReceptiveField> passed(Layer layer, Tensor x, Tensor y) {
        Optional<ReceptiveField> before = ofTensor.getOrDefault(x, latest);
        Optional<ReceptiveField> after = layer.children().isEmpty() ? leaf(layer, before) : joined(layer, before, y);
        ofTensor.put(y, after);
        ofLayer.put(layer, after);
        latest = after;
        return after;
    }

    private static Optional<ReceptiveField> leaf(Layer layer, Optional<ReceptiveField> before) {
        Optional<Window2d> window = switch (layer) {
            case Conv2d c -> Optional.of(c.window());
            case MaxPool2d p -> Optional.of(p.window());
            case AvgPool2d p -> Optional.of(p.window());
            default -> Optional.empty();
        };
        boolean all = layer instanceof Linear || layer instanceof Flatten || layer instanceof AdaptiveAvgPool2d
                || layer instanceof AdaptiveMaxPool2d;
        return all ? Optional.empty() : before.map(f -> window.map(f::through).orElse(f));
    }

    private Optional<ReceptiveField> joined(Layer layer, Optional<ReceptiveField> before, Tensor y) {
        if (ofTensor.containsKey(y)) {
            return ofTensor.get(y);
        }
        Optional<ReceptiveField> all = before;
        for (Layer child : layer.children().values()) {
            Optional<ReceptiveField> field = ofLayer.getOrDefault(child, before);
            all = all.isEmpty() || field.isEmpty() ? Optional.empty() : Optional.of(all.get().and(field.get()));
        }
        return all;
    }
}
