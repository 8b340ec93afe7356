package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.ops.Convolution;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Mistakes with groups of channels are named. The engine makes the wrong answers, from wrong arrays. */
class GroupsTest {
    private static final int PROBLEMS = 25;
    private static final Window2d WINDOW = Window2d.square(2);
    private final Random random = new Random(17);

    private float[] whole(int n) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = random.nextInt(19) - 9;
        }
        return numbers;
    }

    /** A problem with so many groups, input channels of a group and output channels of a group. */
    private final class Sheet {
        final int groups = 2 + random.nextInt(2);
        final int met = 1 + random.nextInt(2);
        final int each = 1 + random.nextInt(2);
        final int in = groups * met;
        final int out = groups * each;
        final float[] x = whole(in * 9);
        final float[] w = whole(out * met * 4);
        final float[] b = whole(out);

        Problem problem() {
            return ConvolutionProblem.of(Values.of(Tensor.of(x, in, 3, 3)), Values.of(Tensor.of(w, out, met, 2, 2)),
                    Values.of(Tensor.of(b, out)), WINDOW, groups, Explain.NONE, ViewNames.FORWARD);
        }

        /** What comes out if each channel is taken from another place. */
        Values withInputs(IntUnaryOperator source) {
            float[] other = new float[x.length];
            for (int i = 0; i < other.length; i++) {
                other[i] = x[source.applyAsInt(i / 9) * 9 + i % 9];
            }
            return answer(other, w, groups);
        }

        Values answer(float[] input, float[] kernel, int used) {
            Tensor y = Convolution.conv2d(Tensor.of(input, 1, in, 3, 3), Tensor.of(kernel, out, in / used, 2, 2),
                    Optional.of(Tensor.of(b, out)), WINDOW, used);
            return Values.of(y);
        }

        /** The kernel planes of each filter again and again, until there is one for every input channel. */
        float[] repeated() {
            float[] all = new float[out * in * 4];
            for (int i = 0; i < all.length; i++) {
                int plane = i / 4;
                all[i] = w[(plane / in * met + plane % in % met) * 4 + i % 4];
            }
            return all;
        }
    }

    private void assertNamed(String id, Sheet sheet, Values answer) {
        Problem problem = sheet.problem();
        if (Arrays.equals(problem.truth().toArray(), answer.toArray())) {
            return; // the mistake changes nothing here
        }
        Diagnosis d = Diagnosis.of(problem, Written.exactly(answer));
        assertTrue(d.findings().stream().anyMatch(f -> f.misconceptions().size() == 1
                && f.misconceptions().getFirst().id().equals(id)), () -> id + "\n" + d.text());
    }

    @Test
    void channelsOfAnotherGroup() {
        for (int i = 0; i < PROBLEMS; i++) {
            Sheet s = new Sheet();
            assertTrue(Diagnosis.of(s.problem(), Written.exactly(s.answer(s.x, s.w, s.groups))).correct());
            assertNamed("wrong-group", s, s.withInputs(c -> (c + s.met) % s.in));
            assertNamed("same-group", s, s.withInputs(c -> c % s.met));
            assertNamed("groups-ignored", s, s.answer(s.x, s.repeated(), 1));
            if (s.met > 1) {
                assertNamed("groups-interleaved", s, s.withInputs(c -> c % s.met * s.groups + c / s.met));
            }
        }
    }
}
