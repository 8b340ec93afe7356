package longhand.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tool that tests gradients: it accepts right ones, and finds a wrong one wherever it is. */
class GradCheckTest {
    private static final int SIZE = 5;

    private static Tensor input(double first) {
        return Tensor.vector(first, first + 0.25, first + 0.5, first + 0.75, first + 1);
    }

    /** The same numbers, with this gradient function in place of the identity. */
    private static Tensor withGradient(Tensor x, Gradient gradient) {
        return Internals.recorded("own", x.detach().copy(), Edge.to(x, gradient));
    }

    /** The same numbers, with a gradient that is off by so much at one element. */
    private static Tensor withError(Tensor x, int element, float error) {
        return withGradient(x, g -> {
            float[] numbers = g.toArray();
            numbers[element] += error;
            return Tensor.of(numbers, g.shape());
        });
    }

    private static Tensor product(List<Tensor> in) {
        return in.get(0).mul(in.get(1)).mul(in.get(2)).add(in.get(0).square());
    }

    private static String refused(Function<List<Tensor>, Tensor> function, Tensor... inputs) {
        return assertThrows(AssertionError.class, () -> GradCheck.check(function, inputs)).getMessage();
    }

    @Test
    void rightGradientsPassAndTheInputsStay() {
        Tensor[] inputs = {input(0.5), input(-3), input(2)};
        GradCheck.check(GradCheckTest::product, inputs);
        GradCheck.checkGradientOfGradient(GradCheckTest::product, inputs);
        assertArrayEquals(input(0.5).toArray(), inputs[0].toArray());
        GradCheck.check(in -> in.getFirst().add(in.get(1).detach().mul(0)), input(1), input(2)); // none for the second
    }

    @Test
    void anErrorIsFoundAtEveryElementOfEveryInput() {
        for (int wrong = 0; wrong < 3; wrong++) {
            for (int element = 0; element < SIZE; element++) {
                for (float error : new float[] {0.5f, -0.5f, Float.NaN, Float.POSITIVE_INFINITY}) {
                    int input = wrong;
                    int at = element;
                    String message = refused(in -> {
                        Tensor[] changed = in.toArray(Tensor[]::new);
                        changed[input] = withError(changed[input], at, error);
                        return product(List.of(changed));
                    }, input(0.5), input(-1), input(1));
                    assertTrue(message.startsWith("gradient of input " + wrong + " at element " + element
                            + " of shape [5]: backward gives "), message);
                }
            }
        }
    }

    /** The limit is 1 % of the largest gradient, and of 1 if that is larger, however many elements there are. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1, 50})
    void theLimitIsASmallShareOfTheLargestGradient(double slope) {
        Tensor x = Tensor.arange(60).div(10);
        double largest = Math.max(1, 1.5 * slope); // upstream gradients are at most 1.5
        refused(in -> withError(in.getFirst().mul(slope), 30, (float) (0.02 * largest / slope)), x);
        GradCheck.check(in -> withError(in.getFirst().mul(slope), 30, (float) (0.002 * largest / slope)), x);
    }

    /** Under a gradient of ones these would pass: what they change adds up to nothing. */
    @Test
    void theUpstreamGradientIsNotTheSameEverywhere() {
        refused(in -> withGradient(in.getFirst(), g -> Tensor.full(g.mean().item(), SIZE)), input(1));
        refused(in -> withGradient(in.getFirst(), g -> g.flip(0)), input(1));
        Function<List<Tensor>, Tensor> constantSum = in -> Internals.recorded("own",
                in.getFirst().detach().softmax(0), Edge.to(in.getFirst(), g -> g.mul(0)));
        refused(constantSum, input(1));
    }

    @Test
    void aMissingGradientOfAGradientIsFound() {
        Function<List<Tensor>, Tensor> square = in -> Internals.recorded("own", in.getFirst().detach().square(),
                Edge.to(in.getFirst(), g -> g.mul(in.getFirst().detach()).mul(2)));
        GradCheck.check(square, input(1));
        assertThrows(AssertionError.class, () -> GradCheck.checkGradientOfGradient(square, input(1)));
        Function<List<Tensor>, Tensor> linear = in -> Internals.recorded("own", in.getFirst().detach().mul(3),
                Edge.to(in.getFirst(), g -> g.detach().mul(3))).add(in.getFirst());
        GradCheck.check(linear, input(1));
        assertThrows(AssertionError.class, () -> GradCheck.checkGradientOfGradient(linear, input(1)));
    }
}
