/**
 * Tells whether a hand-computed answer is right and, if not, which mistake explains it.
 *
 * <p>Read in this order: {@link longhand.explain.check.MatrixText} reads numbers as people write them into {@link
 * longhand.explain.check.Written}; {@link longhand.explain.check.Problem} is a question with its truth and the answers
 * that known {@link longhand.explain.check.Mistake}s would give ({@link longhand.explain.check.ConvolutionProblem},
 * {@link longhand.explain.check.PoolingProblem}); {@link longhand.explain.check.Diagnosis} compares an answer with all
 * of them.
 */
package longhand.explain.check;
