package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import longhand.io.onnx.OnnxModel;
import longhand.io.onnx.OnnxNode;
import longhand.io.onnx.OnnxTensor;
import longhand.tensor.Memory;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * A few bytes in a file may ask for anything. Every attribute of every model of the ONNX project's tests, as numbers
 * that no network has: it is computed, or refused in a message that names the node; and memory is taken for neither.
 */
class HostileAttributesTest {
    private static final long[] NUMBERS = {0, -1, 3, 1000, 1 << 30, Integer.MAX_VALUE, 1L << 32,
        Long.MIN_VALUE};
    private static final long MOST_BYTES = 64L << 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<String, String> wrong = new TreeMap<>();
    private int refused;
    private int computed;

    @Test
    void hostileNumbersAreComputedOrRefused() {
        for (Path folder : OnnxNodeTest.folders()) {
            OnnxModel model = OnnxModel.read(folder.resolve("model.onnx"));
            for (OnnxNode node : model.graph().nodes()) {
                for (Map.Entry<String, Object> attribute : Map.copyOf(node.attributes()).entrySet()) {
                    others(attribute.getValue()).forEach(value -> {
                        node.attributes().put(attribute.getKey(), value);
                        tryOut(folder, model, node);
                    });
                    node.attributes().put(attribute.getKey(), attribute.getValue());
                }
            }
        }
        assertEquals("", String.join("\n", wrong.values()));
        assertTrue(refused > 500 && computed > 200, refused + " refused, " + computed + " computed");
    }

    /** Values of the same type, and one of another. */
    private static List<Object> others(Object value) {
        List<Object> others = new ArrayList<>(List.of("text"));
        for (long number : NUMBERS) {
            switch (value) {
                case Long _ -> others.add(number);
                case Float _ -> others.addAll(List.of((float) number, Float.NaN));
                case long[] list -> {
                    for (int i = 0; i <= list.length; i++) {
                        long[] changed = list.clone();
                        for (int j = i; j < (i == 0 ? list.length : Math.min(list.length, i + 1)); j++) {
                            changed[j] = number;
                        }
                        others.add(changed);
                    }
                    others.add(new long[] {number});
                }
                default -> { }
            }
        }
        return others;
    }

    private void tryOut(Path folder, OnnxModel model, OnnxNode node) {
        Map<String, Tensor> inputs = new HashMap<>();
        for (int i = 0; Files.exists(folder.resolve("test_data_set_0/input_" + i + ".pb")); i++) {
            inputs.put(model.graph().requiredInputs().get(i).name(),
                    OnnxTensor.read(folder.resolve("test_data_set_0/input_" + i + ".pb")).array().toTensor());
        }
        Map<String, String> shown = new LinkedHashMap<>();
        node.attributes().forEach((name, value) -> shown.put(name, value instanceof long[] list
                ? Arrays.toString(list) : value.toString()));
        String what = folder.getFileName() + " " + shown;
        long before = threads.getCurrentThreadAllocatedBytes();
        try (Memory.Scope _ = Memory.scope()) {
            new OnnxRunner(model).run(inputs);
            computed++;
        } catch (IllegalArgumentException e) {
            refused++;
            if (!e.getMessage().contains(node.label())) {
                wrong.put(what, what + " is refused without the node's name: " + e.getMessage());
            }
        } catch (RuntimeException | OutOfMemoryError e) {
            wrong.put(what, what + ": " + e);
        }
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        if (taken > MOST_BYTES) {
            wrong.put(what, what + " takes " + (taken >> 20) + " MB");
        }
    }
}
