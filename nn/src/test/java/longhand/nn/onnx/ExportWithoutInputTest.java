package longhand.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.UnaryOperator;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.Parameter;
import longhand.nn.Sequential;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A network whose result does not depend on its input is no graph, whatever it computes. */
class ExportWithoutInputTest {
    private final Parameter w = Parameter.of(Tensor.ones(4));

    private final List<UnaryOperator<Tensor>> functions = List.of(x -> w.tensor(), x -> w.tensor().mul(2),
            x -> Tensor.ones(4), x -> Tensor.ones(4).mul(3), x -> Tensor.ones(x.size(0), 4).exp(),
            x -> w.tensor().add(Tensor.arange(4)).exp());

    private Layer net(UnaryOperator<Tensor> function) {
        return new Layer() {
            private final Parameter own = parameter("w", w);

            @Override
            protected Tensor compute(Tensor x) {
                return function.apply(x);
            }
        };
    }

    private static String refused(Layer net) {
        String message = assertThrows(IllegalArgumentException.class, () -> OnnxExport.of("net", net, 4)).getMessage();
        assertTrue(message.contains("Rule: ") && message.contains("Fix: "), message);
        return message;
    }

    @Test
    void itIsRefusedAloneAndBehindLayersThatWorkForNothing() {
        for (boolean trained : new boolean[] {true, false}) {
            w.tensor().requiresGrad(trained);
            for (UnaryOperator<Tensor> function : functions) {
                assertTrue(refused(net(function)).contains("does not depend on the input"));
                assertTrue(refused(new Sequential(new Linear(4, 4), net(function))).contains("does not depend on the input"));
            }
        }
    }

    @Test
    void asAPartItIsAConstant() {
        for (UnaryOperator<Tensor> function : functions) {
            Layer net = new Sequential(new Linear(4, 4), net(x -> x.add(function.apply(x))));
            Tensor x = Tensor.randn(5, 4);
            Tensor y = new OnnxLayer(OnnxExport.of("net", net, 4)).forward(x);
            assertEquals(net.forward(x).shape(), y.shape());
            assertTrue(y.allClose(net.forward(x), 1e-5, 1e-5));
        }
    }

    /** Where only one of two runs uses the input, the error is about the difference. */
    @Test
    void aResultThatSometimesDependsOnTheInputIsRefused() {
        for (int size : new int[] {2, 3}) {
            for (UnaryOperator<Tensor> function : functions) {
                String message = refused(net(x -> x.size(0) == size ? function.apply(x).mul(2) : x.mul(2)));
                assertTrue(message.contains("for another with a batch of 3"), message);
            }
        }
    }
}
