import longhand.nn.Conv2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;

/*
 * The block of Network in Network: a convolution with any window, then two 1×1 convolutions that mix the channels at each pixel.
 * A ReLU follows each of the three.
 *
 * new Conv2d(in, out, kernel, stride, padding) and new Conv2d(in, out, 1) are convolutions; new Sequential(a, b, …) runs one
 * layer after the other.
 */
class NinBlock {
    /** A block that turns in channels into out channels. */
    static Sequential block(int in, int out, int kernel, int stride, int padding) {
        // BEGIN SOLUTION
        return new Sequential(
                new Conv2d(in, out, kernel, stride, padding), new ReLU(),
                new Conv2d(out, out, 1), new ReLU(),
                new Conv2d(out, out, 1), new ReLU());
        // END SOLUTION
    }
}
