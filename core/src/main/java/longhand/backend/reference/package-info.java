/**
 * Every kernel as the loops of its formula: what the other backends are compared with. Nothing is done for speed but
 * to compute parts of a result side by side. Start with {@code ReferenceConv2d}.
 */
package longhand.backend.reference;
