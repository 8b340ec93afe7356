package longhand.backend.reference;

import longhand.shape.Conv2dShape;

/**
 * Convolution and its two gradients as seven visible loops: image n, output channel o, row i, column j, and inside the window
 * input channel c, kernel row u, kernel column v.
 *
 * <p>All three walk the same products x · w → y. Forward adds each product to y; the gradients send dy back along the same path,
 * once times w (to dx) and once times x (to dw).
 */
final class ReferenceConv2d {
    private ReferenceConv2d() {}

    /** What happens at one meeting of an input pixel, a weight and an output pixel, given by their positions in the arrays. */
    @FunctionalInterface
    private interface Meeting {
        void at(int x, int w, int y);
    }

    static void forward(float[] x, float[] w, float[] bias, boolean relu, float[] y, Conv2dShape s) {
        double[] sum = new double[s.outputLength()];
        forEachMeeting(s, (atX, atW, atY) -> sum[atY] += (double) x[atX] * w[atW]);
        int plane = s.output().h() * s.output().w();
        for (int i = 0; i < sum.length; i++) {
            int channel = i / plane % s.outChannels();
            float value = (float) (bias.length == 0 ? sum[i] : sum[i] + bias[channel]);
            y[i] = relu && value <= 0 ? 0 : value;
        }
    }

    static void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        double[] sum = new double[s.inputLength()];
        forEachMeeting(s, (atX, atW, atY) -> sum[atX] += (double) dy[atY] * w[atW]);
        narrow(sum, dx);
    }

    static void weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        double[] sum = new double[s.weightLength()];
        forEachMeeting(s, (atX, atW, atY) -> sum[atW] += (double) dy[atY] * x[atX]);
        narrow(sum, dw);
    }

    private static void forEachMeeting(Conv2dShape s, Meeting meeting) {
        for (int n = 0; n < s.batch(); n++) {
            for (int o = 0; o < s.outChannels(); o++) {
                for (int i = 0; i < s.output().h(); i++) {
                    for (int j = 0; j < s.output().w(); j++) {
                        int y = ((n * s.outChannels() + o) * s.output().h() + i) * s.output().w() + j;
                        overWindow(s, n, o, i, j, y, meeting);
                    }
                }
            }
        }
    }

    private static void overWindow(Conv2dShape s, int n, int o, int i, int j, int y, Meeting meeting) {
        int firstChannel = o / s.outChannelsPerGroup() * s.inChannelsPerGroup();
        for (int c = 0; c < s.inChannelsPerGroup(); c++) {
            for (int u = 0; u < s.window().kernel().h(); u++) {
                for (int v = 0; v < s.window().kernel().w(); v++) {
                    int row = i * s.window().stride().h() + u * s.window().dilation().h() - s.window().padding().h();
                    int column = j * s.window().stride().w() + v * s.window().dilation().w() - s.window().padding().w();
                    boolean inside = row >= 0 && row < s.input().h() && column >= 0 && column < s.input().w();
                    if (inside) { // padding is 0: it adds nothing
                        int x = ((n * s.inChannels() + firstChannel + c) * s.input().h() + row) * s.input().w() + column;
                        int w = ((o * s.inChannelsPerGroup() + c) * s.window().kernel().h() + u) * s.window().kernel().w() + v;
                        meeting.at(x, w, y);
                    }
                }
            }
        }
    }

    private static void narrow(double[] from, float[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = (float) from[i];
        }
    }
}
