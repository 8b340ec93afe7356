/**
 * Tells whether a hand-computed answer is right and, if not, which mistake explains it.
 *
 * <p>Read in this order: {@link longhand.explain.check.MatrixText} reads numbers as people write them into {@link
 * longhand.explain.check.Written}; {@link longhand.explain.check.Problem} is a question with its truth ({@link
 * longhand.explain.check.ConvolutionProblem}, {@link longhand.explain.check.PoolingProblem}, …); {@code Search} changes
 * one or two stages of the right computation ({@code longhand.explain.mistake}) and looks which changes give the
 * answer, {@code Parts} explains an answer of which only a part fits, {@code Ranking} puts the simplest explanation
 * first, {@code Wording} says it; {@link longhand.explain.check.Diagnosis} is the result.
 */
package longhand.explain.check;
