/**
 * Every number explains itself: the working of convolutions, pooling, linear layers, softmax and SGD steps, forward and
 * backward.
 *
 * <p>Read in this order: {@link longhand.explain.Explain} is the entrance; {@link longhand.explain.Explanation}, {@link
 * longhand.explain.View}, {@link longhand.explain.Working} and {@link longhand.explain.Expr} are the one model of an
 * explanation; the explainers ({@code ConvolutionExplainer}, {@code PoolingExplainer}, {@code ProductExplainer}, {@code
 * SoftmaxExplainer}, {@code SgdExplainer}) build it; {@code TextRenderer}, {@code MarkdownRenderer} and {@code
 * HtmlRenderer} show it, sharing {@code Notation} for parentheses and {@link longhand.explain.Numbers} for digits. A
 * page holds a {@link longhand.explain.Setup} and computes the rest in the browser with the scripts in the resources,
 * folder {@code page}: start at {@code page.js}.
 * {@link longhand.explain.PaperConvolution} and {@link longhand.explain.PaperPooling} are the operations on small
 * arrays, which {@code longhand.explain.check} also uses.
 */
package longhand.explain;
