package longhand.backend.cpu.conv2d;

import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * The input gradient of a convolution with stride 1 is a convolution too: of dy, with the kernel rotated by 180° and
 * with input and output channels exchanged.
 *
 * <pre>
 *   y[o, i]  = Σ_{c, u} w[o, c, u] · x[c, i + u·d − p]           pixel a = i + u·d − p meets output i
 *   dx[c, a] = Σ_{o, u} w[o, c, u] · dy[o, a − u·d + p]          written with u = k − 1 − v:
 *            = Σ_{o, v} w[o, c, k − 1 − v] · dy[o, a + v·d − p′],   p′ = d·(k − 1) − p
 * </pre>
 *
 * <p>(One direction and one group; d: dilation, p: padding, k: kernel size.) The padding p′ must not be negative.
 */
public final class RotatedKernel {
    private RotatedKernel() {}

    /** Whether there is such a convolution: with stride 1 and no more padding than the kernel reaches. */
    public static boolean exists(Conv2dShape s) {
        Window2d window = s.window();
        return window.stride().equals(Size2d.square(1))
                && window.padding().h() <= window.dilation().h() * (window.kernel().h() - 1)
                && window.padding().w() <= window.dilation().w() * (window.kernel().w() - 1);
    }

    /** The convolution that takes dy to dx. */
    public static Conv2dShape shape(Conv2dShape s) {
        Window2d w = s.window();
        Window2d rotated = w.padding(w.dilation().h() * (w.kernel().h() - 1) - w.padding().h(),
                w.dilation().w() * (w.kernel().w() - 1) - w.padding().w());
        return new Conv2dShape(s.batch(), s.outChannels(), s.output(), s.inChannels(), s.groups(), rotated, s.input());
    }

    /**
     * The weights of that convolution: for each group, w[c][o][k − 1 − u][k − 1 − v] from w[o][c][u][v].
     *
     * @param frame lends the memory for them
     */
    public static float[] weights(Kernels kernels, float[] w, Conv2dShape s, Scratch.Frame frame) {
        int area = s.window().kernel().area();
        int inputs = s.inChannelsPerGroup();
        int outputs = s.outChannelsPerGroup();
        float[] rotated = frame.floats(s.weightLength());
        if (area == 1) { // a transpose
            int size = outputs * inputs;
            Workers.run(s.groups(), group ->
                    kernels.transpose(w, group * size, inputs, rotated, group * size, outputs, outputs, inputs));
            return rotated;
        }
        for (int o = 0; o < s.outChannels(); o++) {
            int group = o / outputs;
            for (int c = 0; c < inputs; c++) {
                int from = (o * inputs + c) * area;
                int to = ((group * inputs + c) * outputs + o % outputs) * area + area - 1;
                for (int i = 0; i < area; i++) {
                    rotated[to - i] = w[from + i];
                }
            }
        }
        return rotated;
    }
}
