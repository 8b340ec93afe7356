/**
 * The graph behind a tensor as a drawing: what autograd remembers, with values, shapes and gradients.
 *
 * <p>Read {@link longhand.explain.graph.Graph} (what is drawn), {@code GraphReader} (from the engine's nodes to boxes),
 * {@code GraphLayout} (where they stand) and {@code GraphSvg} (how they look).
 */
package longhand.explain.graph;
