/**
 * What students do otherwise: every misconception replaces one stage of a {@link
 * longhand.explain.computation.Computation}.
 *
 * <p>Read in this order: {@link longhand.explain.mistake.Stage}, {@link longhand.explain.mistake.Misconception}, {@link
 * longhand.explain.mistake.Change}. Then one class for each family: arrays that are read (OperandMistakes), the window
 * (WalkMistakes, PaddingMistakes), what is done with numbers that meet (RuleMistakes), channels (ChannelMistakes),
 * biases (BiasMistakes) and the finished answer ({@link longhand.explain.mistake.AnswerMistakes}); and one for each
 * operation that says which of them it can have ({@link longhand.explain.mistake.ConvolutionMistakes}, …).
 */
package longhand.explain.mistake;
