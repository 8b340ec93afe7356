package longhand.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * The gradient of a part is added to that of the whole in place, which must be the whole's own: not one that another
 * tensor, a hook or the caller has too, and not one that is to be differentiated.
 */
class PartGradientsTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;

    private static Tensor leaf(double first) {
        return Tensor.arange(ROWS * COLUMNS).add(first).reshape(ROWS, COLUMNS).requiresGrad(true);
    }

    /** Each makes a part of a matrix; several of one overlap. */
    private static final List<UnaryOperator<Tensor>> PARTS = List.of(x -> x.narrow(0, 1, 2), x -> x.narrow(1, 0, 3),
            x -> x.narrow(1, 1, 3).narrow(0, 0, 1), x -> x.narrow(0, 0, ROWS));

    /** The part is taken first, so that its gradient comes last, when that of the sum has gone to both of its sides. */
    @Test
    void aGradientThatSeveralTensorsHaveIsCopiedBefore() {
        Tensor weights = leaf(0.5).detach();
        for (UnaryOperator<Tensor> part : PARTS) {
            for (boolean hidden : new boolean[] {false, true}) {
                Tensor a = leaf(1);
                Tensor b = leaf(2);
                Tensor left = hidden ? a.mul(1) : a;
                Tensor right = hidden ? b.mul(1) : b;
                Tensor taken = part.apply(left).mul(10);
                Tensor upstream = weights.copy();
                left.add(right).backward(upstream, true, false);
                float[] sumOnly = a.grad().toArray();
                a.zeroGrad();
                b.zeroGrad();
                left.add(right).mul(weights).sum().add(taken.sum()).backward();
                assertArrayEquals(weights.toArray(), upstream.toArray());
                assertArrayEquals(weights.toArray(), b.grad().toArray(), "the other side of the sum");
                float[] expected = partOfOnes(part, sumOnly);
                assertArrayEquals(expected, a.grad().toArray());
            }
        }
    }

    /** The numbers, plus 10 where the part is, found by taking the part of a matrix of positions. */
    private static float[] partOfOnes(UnaryOperator<Tensor> part, float... numbers) {
        float[] sum = numbers.clone();
        for (float position : part.apply(Tensor.arange(ROWS * COLUMNS).reshape(ROWS, COLUMNS)).toArray()) {
            sum[(int) position] += 10;
        }
        return sum;
    }

    @Test
    void theCallersUpstreamGradientStaysAsItIs() {
        for (UnaryOperator<Tensor> part : PARTS) {
            Tensor x = leaf(1);
            Tensor middle = x.mul(2);
            List<Tensor> seen = new ArrayList<>();
            middle.registerHook(g -> {
                seen.add(g);
                return g;
            });
            Tensor taken = part.apply(middle);
            Tensor upstream = Tensor.ones(ROWS, COLUMNS);
            middle.add(Tensor.zeros(ROWS, COLUMNS)).backward(upstream, true, false);
            part.apply(middle).add(taken).sum().backward(Tensor.scalar(1), true, false);
            assertArrayEquals(Tensor.ones(ROWS, COLUMNS).toArray(), upstream.toArray());
            assertArrayEquals(Tensor.ones(ROWS, COLUMNS).toArray(), seen.getFirst().toArray());
            assertEquals(2, seen.size());
        }
    }

    /** Overlapping parts, whose gradients meet before they are differentiated again. */
    @Test
    void gradientsOfGradientsOfSeveralParts() {
        Tensor x = leaf(-5).detach().div(4);
        GradCheck.checkGradientOfGradient(in -> in.getFirst().narrow(0, 0, 2).mul(in.getFirst().narrow(0, 1, 2)), x);
        GradCheck.checkGradientOfGradient(in -> {
            Tensor whole = in.getFirst().mul(in.getFirst());
            return whole.narrow(1, 0, 2).mul(whole.narrow(1, 1, 2)).add(whole.narrow(1, 2, 2));
        }, x);
    }
}
