/*
 * Padding: a frame of zeros, p rows and columns on each side.
 *
 *   1 2   padded by 1:   0 0 0 0
 *   3 4                  0 1 2 0
 *                        0 3 4 0
 *                        0 0 0 0
 */
class Padding {
    /** x with p zeros on each of its four sides; x itself stays as it is. */
    static float[][] pad(float[][] x, int p) {
        throw new UnsupportedOperationException("not written yet");
    }
}
