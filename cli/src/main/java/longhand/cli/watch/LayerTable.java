package longhand.cli.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import longhand.nn.Layer;

/** The table of layers as the page shows it: a row for each that has parameters or changes its input. */
final class LayerTable {
    private LayerTable() {}

    static Map<String, Object> of(Layer net, Map<String, LayerMeter.Measured> steps, Probe.Look look, int images) {
        Map<String, Layer> layers = net.namedLayers();
        Set<String> names = new LinkedHashSet<>(layers.keySet());
        names.removeIf(name -> !steps.containsKey(name) && !look.layers().containsKey(name));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String name : names) {
            Map<String, Object> row = new LinkedHashMap<>();
            String type = layers.get(name).getClass().getSimpleName();
            row.put("name", name.isEmpty() ? "the network" : name);
            row.put("type", type);
            LayerMeter.Measured step = steps.get(name);
            if (step != null) {
                row.put("gradientNorm", step.gradientNorm());
                row.put("updateRatio", step.updateRatio());
                row.put("weights", step.weights());
            }
            Probe.Activations activations = look.layers().get(name);
            if (activations != null) {
                row.put("activations", activations.values());
                row.put("dead", activations.dead());
                row.put("units", activations.units());
            }
            rows.add(row);
        }
        return Map.of("layers", rows, "note", "After one step. Activations are those of " + images
                + " images that it is not trained on; a unit is dead if it is 0 for all of them. An update of about a thousandth "
                + "of the weights is usual.");
    }
}
