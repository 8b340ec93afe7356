package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The printed form of every layer, against lines that PyTorch 1.13 printed. */
class LayerTextTest {

    static Stream<Arguments> lines() {
        Window2d odd = Window2d.of(3, 5).stride(3, 4).padding(0, 1);
        return Stream.of(
                Arguments.of(new Conv2d(1, 96, 11, 4, 0), "Conv2d(1, 96, kernel_size=(11, 11), stride=(4, 4))"),
                Arguments.of(new Conv2d(1, 1, odd), "Conv2d(1, 1, kernel_size=(3, 5), stride=(3, 4), padding=(0, 1))"),
                Arguments.of(new Conv2d(3, 6, odd.dilation(2), 3, false),
                "Conv2d(3, 6, kernel_size=(3, 5), stride=(3, 4), "
                        + "padding=(0, 1), dilation=(2, 2), groups=3, bias=False)"),
                Arguments.of(Conv2d.lazy(96, Window2d.square(11).stride(4)),
                        "LazyConv2d(0, 96, kernel_size=(11, 11), stride=(4, 4))"),
                Arguments.of(new Linear(3, 4, false), "Linear(in_features=3, out_features=4, bias=False)"),
                Arguments.of(Linear.lazy(10), "LazyLinear(in_features=0, out_features=10, bias=True)"),
                Arguments.of(new BatchNorm2d(64),
                        "BatchNorm2d(64, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)"),
                Arguments.of(new BatchNorm2d(4, 1e-3, 0.01),
                        "BatchNorm2d(4, eps=0.001, momentum=0.01, affine=True, track_running_stats=True)"),
                Arguments.of(new Dropout(0.1), "Dropout(p=0.1, inplace=False)"),
                Arguments.of(new MaxPool2d(3),
                "MaxPool2d(kernel_size=3, stride=3, padding=0, dilation=1, ceil_mode=False)"),
                Arguments.of(new MaxPool2d(Window2d.of(2, 4).stride(2, 3).padding(1, 2)),
                        "MaxPool2d(kernel_size=(2, 4), stride=(2, 3), padding=(1, 2), dilation=1, ceil_mode=False)"),
                Arguments.of(new AvgPool2d(6, 1), "AvgPool2d(kernel_size=6, stride=1, padding=0)"),
                Arguments.of(new AdaptiveAvgPool2d(1, 1), "AdaptiveAvgPool2d(output_size=(1, 1))"),
                Arguments.of(new AdaptiveMaxPool2d(2, 3), "AdaptiveMaxPool2d(output_size=(2, 3))"),
                Arguments.of(new Flatten(), "Flatten(start_dim=1, end_dim=-1)"),
                Arguments.of(new GELU(), "GELU(approximate='none')"),
                Arguments.of(new SiLU(), "SiLU()"),
                Arguments.of(new Softplus(), "Softplus(beta=1, threshold=20)"),
                Arguments.of(new Softmax(1), "Softmax(dim=1)"),
                Arguments.of(new LogSoftmax(-1), "LogSoftmax(dim=-1)"),
                Arguments.of(new LeakyReLU(), "LeakyReLU(negative_slope=0.01)"),
                Arguments.of(new LeakyReLU(1e-5), "LeakyReLU(negative_slope=1e-05)"),
                Arguments.of(new Identity(), "Identity()"),
                Arguments.of(new Tanh(), "Tanh()"),
                Arguments.of(new Sigmoid(), "Sigmoid()"),
                Arguments.of(new ReLU(), "ReLU()"));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void printsAsPyTorch(Layer layer, String expected) {
        assertEquals(expected, layer.toString());
    }

    @Test
    void printsTreesWithNames() {
        Map<String, Layer> named = new LinkedHashMap<>();
        named.put("fc", new Sequential(new Linear(2, 3), new ReLU()));
        named.put("out", new Linear(3, 1));
        assertEquals("""
                Sequential(
                  (fc): Sequential(
                    (0): Linear(in_features=2, out_features=3, bias=True)
                    (1): ReLU()
                  )
                  (out): Linear(in_features=3, out_features=1, bias=True)
                )""", new Sequential(named).toString());
    }

    @Test
    void lazyLayersPrintAsOrdinaryOnesOnceTheyKnowTheirInputs() {
        Sequential net = new Sequential(Conv2d.lazy(2, Window2d.square(3)), new Flatten(), Linear.lazy(5));
        net.forward(Tensor.zeros(1, 3, 4, 4));
        assertEquals("""
                Sequential(
                  (0): Conv2d(3, 2, kernel_size=(3, 3), stride=(1, 1))
                  (1): Flatten(start_dim=1, end_dim=-1)
                  (2): Linear(in_features=8, out_features=5, bias=True)
                )""", net.toString());
    }

    @Test
    void writesFloatsAsPython() {
        assertEquals("1e-05", PythonText.of(1e-5));
        assertEquals("1.5e-05", PythonText.of(1.5e-5));
        assertEquals("0.0001", PythonText.of(1e-4));
        assertEquals("0.0", PythonText.of(0.0));
        assertEquals("1e+16", PythonText.of(1e16));
        assertEquals("-123456789.5", PythonText.of(-123456789.5));
    }
}
