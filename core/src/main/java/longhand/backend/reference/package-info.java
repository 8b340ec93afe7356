/**
 * Every kernel as visible loops: never optimised, the yardstick for the other backends. Start with {@code
 * ReferenceConv2d}.
 */
package longhand.backend.reference;
