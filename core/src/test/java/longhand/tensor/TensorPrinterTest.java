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

    /** As Python rounds: of two numbers that are equally near, to the even one. */
    @Test
    void tiesGoToTheEvenDigit() {
        assertEquals("tensor([0.0312, 1.5000])", Tensor.vector(0.03125f, 1.5f).toString());
        assertEquals("tensor([0.0938, 1.5000])", Tensor.vector(0.09375f, 1.5f).toString());
        assertEquals("tensor([-0.6562,  1.5000])", Tensor.vector(-0.65625f, 1.5f).toString());
        assertEquals("tensor([1.0312e+05, 5.0000e-01])", Tensor.vector(103_125, 0.5f).toString());
        assertEquals("tensor([3.1250e-02, 1.0050e+02, 1.0002e+03])", Tensor.vector(0.03125f, 100.5f, 1000.25f).toString());
        assertEquals("tensor([-0.0000, 0.5000])", Tensor.vector(-0f, 0.5f).toString());
    }

    @Test
    void tensorsWithoutElementsSayWhetherTheyHaveAGradient() {
        assertEquals("tensor([], requires_grad=True)", Tensor.zeros(0).requiresGrad(true).toString());
        assertEquals("tensor([], size=(2, 0), requires_grad=True)", Tensor.zeros(2, 0).requiresGrad(true).toString());
    }

    @Test
    void resultsNameTheirOperation() {
        Tensor x = Tensor.ones(1).requiresGrad(true);
        assertEquals("tensor([2.], grad_fn=<MulBackward0>)", x.mul(2).toString());
    }
}
