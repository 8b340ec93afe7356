package longhand.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import longhand.random.Generator;
import longhand.shape.ShapeException;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Calls that somebody who knows PyTorch writes without looking them up; the numbers are PyTorch's. */
class UsualCallsTest {
    private static final Tensor X = Tensor.of(new float[][] {{1, 2, 6}, {4, 0, 2}});

    private static void assertTensor(Tensor expected, Tensor actual) {
        assertTrue(expected.equalTo(actual), () -> "expected " + expected + ", was " + actual);
    }

    @Test
    void comparisonsWithNumbers() {
        assertTensor(Tensor.of(new float[][] {{0, 1, 1}, {1, 0, 1}}), X.ge(2));
        assertTensor(Tensor.of(new float[][] {{1, 1, 0}, {0, 1, 1}}), X.le(2));
        assertTensor(Tensor.of(new float[][] {{1, 0, 1}, {1, 1, 0}}), X.ne(2));
        assertTensor(Tensor.vector(0, 0, 0), Tensor.vector(Double.NaN, Double.NaN, Double.NaN).ge(0));
        assertTensor(Tensor.vector(1), Tensor.vector(Double.NaN).ne(Double.NaN));
    }

    @Test
    void reductionsOfOneDimension() {
        assertTensor(Tensor.of(new float[][] {{9}, {6}}), X.sum(1, true));
        assertTensor(Tensor.vector(5, 2, 8), X.sum(0, false));
        assertTensor(Tensor.of(new float[][] {{3}, {2}}), X.mean(-1, true));
        assertTensor(Tensor.vector(7, 4), X.var(1)); // (4 + 1 + 9) / 2, (4 + 4 + 0) / 2
        assertTensor(Tensor.vector(2), X.slice(0, 1, 2).std(1));
    }

    @Test
    void shapesAndLists() {
        assertTensor(Tensor.vector(1, 2, 6, 4, 0, 2), X.flatten());
        assertTensor(Tensor.vector(3), Tensor.scalar(3).flatten());
        assertTensor(X, X.reshape(1, 2, 1, 3, 1).squeeze());
        assertEquals(0, Tensor.ones(1, 1).squeeze().rank());
        assertTensor(X, Tensor.cat(1, X.split(2, 1)));
        assertTensor(X, Tensor.stack(0, List.of(X.select(0, 0), X.select(0, 1))));
        assertThrows(ShapeException.class, () -> Tensor.cat(0, List.of()));
        Sequential net = new Sequential(List.of(new Flatten(), new Linear(6, 2)));
        assertTensor(new Sequential(net.get(0), net.get(1)).forward(X.unsqueeze(0)), net.forward(X.unsqueeze(0)));
    }

    /** torch.manual_seed(3); torch.nn.ConvTranspose2d(in, out, 3, 2): fewer biases than inputs, and more. */
    @Test
    void transposedConvolutionsBeginAsInPyTorch() {
        Generator.manualSeed(3);
        ConvTranspose2d narrow = new ConvTranspose2d(4, 2, 3, 2);
        assertClose(Tensor.vector(-0.23369242250919342, -0.18593639135360718),
                narrow.weight().tensor().flatten().slice(0, 0, 2));
        assertClose(Tensor.vector(-0.10691928118467331, 0.0035148505121469498), narrow.bias().orElseThrow().tensor());
        Generator.manualSeed(3);
        assertClose(Tensor.vector(-0.06061789393424988, 0.04403088986873627, -0.12499833852052689, 0.14741501212120056,
                0.021732287481427193), new ConvTranspose2d(2, 5, 3, 2).bias().orElseThrow().tensor());
    }

    private static void assertClose(Tensor expected, Tensor actual) {
        assertTrue(actual.allClose(expected, 1e-6, 1e-7), () -> "expected " + expected + ", was " + actual);
    }

    @Test
    void gradientsPassThem() {
        Tensor x = X.copy().requiresGrad(true);
        Tensor.cat(1, x.split(2, 1)).reshape(1, 2, 3).squeeze().mean(1, true).flatten().sum().backward();
        assertTrue(Tensor.full(1 / 3.0, 2, 3).allClose(x.grad()), x.grad().toString());
    }
}
