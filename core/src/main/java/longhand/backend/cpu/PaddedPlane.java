package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.cpu.loops.Windows;
import longhand.backend.cpu.threads.Scratch;
import longhand.shape.Pool2dShape;
import longhand.shape.Window2d;

/**
 * One image plane with the padding written out around it, so that all windows of a pooling are alike: none has to ask
 * where the image ends.
 */
final class PaddedPlane {
    /** Floats of the plane, and after it what vectors read past its end. */
    final int size;
    /** The windows over it. */
    final Windows windows;

    private final Pool2dShape s;
    private final int end;
    private final int row; // floats from one row to the next

    PaddedPlane(Pool2dShape s) {
        this.s = s;
        Window2d w = s.window();
        row = Math.max(w.padding().w() + s.input().w(), columnsSeen(s));
        int height = Math.max(w.padding().h() + s.input().h(), rowsSeen(s));
        end = height * row;
        size = end + Scratch.PAD;
        windows = windows(row);
    }

    private static int rowsSeen(Pool2dShape s) {
        Window2d w = s.window();
        return (s.output().h() - 1) * w.stride().h() + (w.kernel().h() - 1) * w.dilation().h() + 1;
    }

    private static int columnsSeen(Pool2dShape s) {
        Window2d w = s.window();
        return (s.output().w() - 1) * w.stride().w() + (w.kernel().w() - 1) * w.dilation().w() + 1;
    }

    /** Whether some window reaches over the edge of the image. */
    static boolean isNeeded(Pool2dShape s) {
        return s.window().isPadded() || rowsSeen(s) > s.input().h()
                || columnsSeen(s) > s.input().w();
    }

    /** The windows over the image itself, for shapes that need no padding. */
    Windows windowsOfImage() {
        return windows(s.input().w());
    }

    private Windows windows(int rowLength) {
        Window2d w = s.window();
        int width = s.input().w();
        int[] shifts = new int[w.kernel().area()];
        int[] places = new int[shifts.length];
        for (int k = 0; k < shifts.length; k++) {
            int down = k / w.kernel().w() * w.dilation().h();
            int right = k % w.kernel().w() * w.dilation().w();
            shifts[k] = down * rowLength + right;
            places[k] = down * width + right;
        }
        return new Windows(s.output().h(), s.output().w(), w.stride().h() * rowLength, w.stride().w(),
                w.kernel().w(), shifts, -w.padding().h() * width - w.padding().w(), w.stride().h() * width, places);
    }

    /** Writes the padding; what vectors read past the end becomes 0. */
    void fill(float[] plane, float padding) {
        Arrays.fill(plane, 0, end, padding);
        Arrays.fill(plane, end, size, 0);
    }

    /** Copies the image that begins at x[at] between the padding. */
    void load(float[] x, int at, float[] plane) {
        for (int i = 0; i < s.input().h(); i++) {
            System.arraycopy(x, at + i * s.input().w(), plane, rowStart(i), s.input().w());
        }
    }

    /** The way back. */
    void unload(float[] plane, float[] x, int at) {
        for (int i = 0; i < s.input().h(); i++) {
            System.arraycopy(plane, rowStart(i), x, at + i * s.input().w(), s.input().w());
        }
    }

    private int rowStart(int i) {
        return (i + s.window().padding().h()) * row + s.window().padding().w();
    }
}
