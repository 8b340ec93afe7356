package longhand.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import longhand.shape.Shape;
import org.junit.jupiter.api.Test;

/** Tensors print to the letter as PyTorch prints them; the texts come from {@code src/test/python/make_prints.py}. */
class TensorPrinterTest {

    @Test
    void printsAsPyTorchDoes() throws IOException {
        JsonNode rows = new ObjectMapper().readTree(TensorPrinterTest.class.getResourceAsStream("prints.json"));
        for (JsonNode row : rows) {
            assertEquals(row.get("text").textValue(), tensor(row).toString());
        }
        assertTrue(rows.size() > 30);
    }

    private static Tensor tensor(JsonNode row) {
        int[] dims = new int[row.get("shape").size()];
        for (int d = 0; d < dims.length; d++) {
            dims[d] = row.get("shape").get(d).intValue();
        }
        float[] values = new float[row.get("values").size()];
        for (int i = 0; i < values.length; i++) {
            String text = row.get("values").get(i).textValue();
            values[i] = Float.parseFloat(text.replace("inf", "Infinity").replace("nan", "NaN"));
        }
        return Tensor.of(values, Shape.of(dims)).requiresGrad(row.has("requiresGrad"));
    }

    @Test
    void resultsNameTheirOperation() {
        Tensor x = Tensor.ones(1).requiresGrad(true);
        assertEquals("tensor([2.], grad_fn=<MulBackward0>)", x.mul(2).toString());
    }
}
