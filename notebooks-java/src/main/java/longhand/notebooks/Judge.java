package longhand.notebooks;

import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.explain.check.ConvolutionProblem;
import longhand.explain.check.Diagnosis;
import longhand.explain.check.MatrixText;
import longhand.explain.check.PoolingProblem;
import longhand.explain.check.Problem;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * Judges a hand-computed answer inside a lesson: the same problems, mistakes and sentences as {@code longhand check}.
 *
 * <p>Answers are texts such as {@code "19 25; 37 43"}, channels separated by {@code |}. An
 * empty text is an exercise that nobody has begun.
 */
public final class Judge {
    private Judge() {
    }

    /** The cross-correlation of x [h, w] with k [kh, kw]. */
    public static String corr2d(Tensor x, Tensor k, String answer) {
        return conv2d(x, k, Window2d.of(k.size(0), k.size(1)), answer);
    }

    /** A convolution without bias; shapes as in {@link Explain#conv2d(Tensor, Tensor, Window2d)}. */
    public static String conv2d(Tensor x, Tensor w, Window2d window, String answer) {
        return verdict(ConvolutionProblem.of(Values.of(x), Values.of(w), Explain.NONE, window), answer);
    }

    /** Maximum pooling of x [h, w] or [c, h, w]. */
    public static String maxPool2d(Tensor x, Window2d window, String answer) {
        return verdict(PoolingProblem.of(Values.of(x), window, true, false), answer);
    }

    /** Average pooling of x [h, w] or [c, h, w]; padding counts, as in PyTorch. */
    public static String avgPool2d(Tensor x, Window2d window, String answer) {
        return verdict(PoolingProblem.of(Values.of(x), window, false, true), answer);
    }

    private static String verdict(Problem problem, String answer) {
        if (answer.isBlank()) {
            return "No answer yet: write your numbers between the quotes and run the cell again.";
        }
        return Diagnosis.of(problem, MatrixText.parse(answer)).text();
    }
}
