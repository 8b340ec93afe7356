/**
 * Random numbers that equal PyTorch's: same seed, same stream, same parameters.
 *
 * <p>Read in this order: {@link longhand.random.Mt19937} (where the bits come from), {@link longhand.random.Generator}
 * (bits to numbers), {@link longhand.random.Fan} and {@link longhand.random.Gain} (how wide a layer's weights may
 * spread), {@link longhand.random.Init} (numbers to initial weights).
 */
package longhand.random;
