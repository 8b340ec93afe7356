package longhand.backend.reference;

import java.util.Arrays;
import longhand.shape.Pool2dShape;

/** Max and average pooling with their gradients: for each plane, for each window, over its elements inside the image. */
final class ReferencePool2d {
    private ReferencePool2d() {}

    /** What happens to one window: output position y, and its input rows and columns. */
    @FunctionalInterface
    private interface WindowTask {
        void at(int planeStart, int y, int topRow, int leftColumn);
    }

    static void max(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        forEachWindow(s, (plane, at, top, left) -> {
            int best = -1;
            for (int row : inside(top, s.window().kernel().h(), s.window().dilation().h(), s.input().h())) {
                for (int column : inside(left, s.window().kernel().w(), s.window().dilation().w(), s.input().w())) {
                    int candidate = row * s.input().w() + column;
                    if (best < 0 || x[plane + candidate] > x[plane + best]
                            || Float.isNaN(x[plane + candidate]) && !Float.isNaN(x[plane + best])) {
                        best = candidate;
                    }
                }
            }
            argmax[at] = best;
            y[at] = x[plane + best];
        });
    }

    static void maxGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s) {
        Arrays.fill(dx, 0, s.inputLength(), 0);
        forEachWindow(s, (plane, at, top, left) -> dx[plane + argmax[at]] += dy[at]);
    }

    static void average(float[] x, float[] y, Pool2dShape s) {
        forEachWindow(s, (plane, at, top, left) -> {
            double sum = 0;
            for (int row : inside(top, s.window().kernel().h(), 1, s.input().h())) {
                for (int column : inside(left, s.window().kernel().w(), 1, s.input().w())) {
                    sum += x[plane + row * s.input().w() + column];
                }
            }
            y[at] = (float) (sum / divisor(s, top, left));
        });
    }

    static void averageGradient(float[] dy, float[] dx, Pool2dShape s) {
        Arrays.fill(dx, 0, s.inputLength(), 0);
        forEachWindow(s, (plane, at, top, left) -> {
            for (int row : inside(top, s.window().kernel().h(), 1, s.input().h())) {
                for (int column : inside(left, s.window().kernel().w(), 1, s.input().w())) {
                    dx[plane + row * s.input().w() + column] += dy[at] / divisor(s, top, left);
                }
            }
        });
    }

    private static void forEachWindow(Pool2dShape s, WindowTask task) {
        for (int plane = 0; plane < s.planes(); plane++) {
            for (int i = 0; i < s.output().h(); i++) {
                for (int j = 0; j < s.output().w(); j++) {
                    task.at(plane * s.input().h() * s.input().w(), (plane * s.output().h() + i) * s.output().w() + j,
                            i * s.window().stride().h() - s.window().padding().h(),
                            j * s.window().stride().w() - s.window().padding().w());
                }
            }
        }
    }

    /** The positions start, start + dilation, … of a window that lie inside [0, n). */
    private static int[] inside(int start, int kernel, int dilation, int n) {
        return java.util.stream.IntStream.range(0, kernel).map(u -> start + u * dilation).filter(p -> p >= 0 && p < n).toArray();
    }

    /** Number of elements that the mean divides by: the window cut to the image, or to the padded image if padding counts. */
    private static int divisor(Pool2dShape s, int top, int left) {
        return s.countIncludePad()
                ? overlap(top, s.window().kernel().h(), -s.window().padding().h(), s.input().h() + s.window().padding().h())
                        * overlap(left, s.window().kernel().w(), -s.window().padding().w(), s.input().w() + s.window().padding().w())
                : overlap(top, s.window().kernel().h(), 0, s.input().h()) * overlap(left, s.window().kernel().w(), 0, s.input().w());
    }

    private static int overlap(int start, int length, int from, int to) {
        return Math.min(start + length, to) - Math.max(start, from);
    }
}
