package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Pool2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** Max and average pooling: each image plane is a piece of work of its own. */
final class Pooling {
    private static final int GRAIN = 16_384; // input pixels in one part
    private static final int SHORT_SUM = 64; // gradients added as float

    private final Kernels kernels;

    Pooling(Kernels kernels) {
        this.kernels = kernels;
    }

    private static void eachPlane(Pool2dShape s, java.util.function.IntConsumer task) {
        int pixels = s.input().h() * s.input().w();
        Workers.ranges(s.planes(), Math.max(1, GRAIN / pixels), (from, to) -> {
            for (int plane = from; plane < to; plane++) {
                task.accept(plane);
            }
        });
    }

    void max(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        boolean inside = everyWindowIsInside(s) && s.window().dilation().equals(Size2d.square(1))
                && s.window().stride().w() <= 2;
        eachPlane(s, plane -> {
            int start = plane * s.input().h() * s.input().w();
            int out = plane * s.output().h() * s.output().w();
            if (!inside) {
                maxPlane(x, start, y, argmax, out, s);
                return;
            }
            kernels.maxPoolPlane(x, start, s, y, argmax, out);
        });
    }

    /** Whether no window reaches over the edge of the image. */
    private static boolean everyWindowIsInside(Pool2dShape s) {
        Window2d w = s.window();
        return w.padding().equals(Size2d.square(0))
                && (s.output().h() - 1) * w.stride().h() + w.kernel().h() <= s.input().h()
                && (s.output().w() - 1) * w.stride().w() + w.kernel().w() <= s.input().w();
    }

    private static void maxPlane(float[] x, int start, float[] y, int[] argmax, int out, Pool2dShape s) {
        int width = s.input().w();
        int dh = s.window().dilation().h();
        int dw = s.window().dilation().w();
        int at = out;
        for (int i = 0; i < s.output().h(); i++) {
            int row = i * s.window().stride().h() - s.window().padding().h();
            int top = firstInside(row, dh);
            int bottom = Math.min(s.input().h(), row + dh * (s.window().kernel().h() - 1) + 1);
            for (int j = 0; j < s.output().w(); j++) {
                int column = j * s.window().stride().w() - s.window().padding().w();
                int left = firstInside(column, dw);
                int right = Math.min(width, column + dw * (s.window().kernel().w() - 1) + 1);
                int best = top * width + left;
                float champion = x[start + best];
                for (int r = top; r < bottom; r += dh) {
                    for (int c = left; c < right; c += dw) {
                        float candidate = x[start + r * width + c];
                        if (candidate > champion || candidate != candidate) { // only NaN differs from itself
                            champion = candidate;
                            best = r * width + c;
                        }
                    }
                }
                argmax[at] = best;
                y[at++] = champion;
            }
        }
    }

    /** The first of start, start + step, … that is not negative. */
    private static int firstInside(int start, int step) {
        return start >= 0 ? start : start + Math.ceilDiv(-start, step) * step;
    }

    void maxGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s) {
        int pixels = s.input().h() * s.input().w();
        int positions = s.output().h() * s.output().w();
        boolean inDouble = hasLongSums(s);
        eachPlane(s, plane -> {
            int start = plane * pixels;
            if (inDouble) {
                double[] sums = new double[pixels];
                for (int at = plane * positions; at < (plane + 1) * positions; at++) {
                    sums[argmax[at]] += dy[at];
                }
                narrow(sums, dx, start);
                return;
            }
            Arrays.fill(dx, start, start + pixels, 0);
            for (int at = plane * positions; at < (plane + 1) * positions; at++) {
                dx[start + argmax[at]] += dy[at];
            }
        });
    }

    /** Whether so many windows can contain the same pixel that a float sum of their gradients would lose digits. */
    private static boolean hasLongSums(Pool2dShape s) {
        Size2d kernel = s.window().kernel();
        Size2d stride = s.window().stride();
        return (long) Math.ceilDiv(kernel.h(), stride.h()) * Math.ceilDiv(kernel.w(), stride.w()) > SHORT_SUM;
    }

    private static void narrow(double[] sums, float[] to, int at) {
        for (int i = 0; i < sums.length; i++) {
            to[at + i] = (float) sums[i];
        }
    }

    void average(float[] x, float[] y, Pool2dShape s) {
        int width = s.input().w();
        int positions = s.output().h() * s.output().w();
        if (isHalving(s)) {
            eachPlane(s, plane -> halve(x, plane * s.input().h() * width, width, y, plane * positions, s));
            return;
        }
        eachPlane(s, plane -> eachWindow(s, (position, top, bottom, left, right, divisor) -> {
            int start = plane * s.input().h() * width;
            double sum = 0;
            for (int r = top; r < bottom; r++) {
                for (int c = left; c < right; c++) {
                    sum += x[start + r * width + c];
                }
            }
            y[plane * positions + position] = (float) (sum / divisor);
        }));
    }

    /** The commonest pooling: 2 × 2 windows side by side. */
    private static boolean isHalving(Pool2dShape s) {
        return everyWindowIsInside(s) && s.window().kernel().equals(Size2d.square(2))
                && s.window().stride().equals(Size2d.square(2));
    }

    private static void halve(float[] x, int start, int width, float[] y, int out, Pool2dShape s) {
        int columns = s.output().w();
        for (int i = 0; i < s.output().h(); i++) {
            int upper = start + 2 * i * width;
            int lower = upper + width;
            int at = out + i * columns;
            for (int j = 0; j < columns; j++) {
                y[at + j] = 0.25f * (x[upper + 2 * j] + x[upper + 2 * j + 1] + x[lower + 2 * j] + x[lower + 2 * j + 1]);
            }
        }
    }

    private static void halveGradient(float[] dy, int out, float[] dx, int start, int width, Pool2dShape s) {
        int columns = s.output().w();
        for (int i = 0; i < s.output().h(); i++) {
            int upper = start + 2 * i * width;
            int lower = upper + width;
            int at = out + i * columns;
            for (int j = 0; j < columns; j++) {
                float share = 0.25f * dy[at + j];
                dx[upper + 2 * j] = share;
                dx[upper + 2 * j + 1] = share;
                dx[lower + 2 * j] = share;
                dx[lower + 2 * j + 1] = share;
            }
        }
    }

    void averageGradient(float[] dy, float[] dx, Pool2dShape s) {
        int width = s.input().w();
        int pixels = s.input().h() * width;
        int positions = s.output().h() * s.output().w();
        boolean halving = isHalving(s);
        boolean inDouble = hasLongSums(s);
        eachPlane(s, plane -> {
            int start = plane * pixels;
            if (inDouble) {
                averageGradientInDouble(dy, plane * positions, dx, start, s);
                return;
            }
            Arrays.fill(dx, start, start + pixels, 0);
            if (halving) {
                halveGradient(dy, plane * positions, dx, start, width, s);
                return;
            }
            eachWindow(s, (position, top, bottom, left, right, divisor) -> {
                float share = dy[plane * positions + position] / divisor;
                for (int r = top; r < bottom; r++) {
                    for (int c = left; c < right; c++) {
                        dx[start + r * width + c] += share;
                    }
                }
            });
        });
    }

    private static void averageGradientInDouble(float[] dy, int out, float[] dx, int start, Pool2dShape s) {
        int width = s.input().w();
        double[] sums = new double[s.input().h() * width];
        eachWindow(s, (position, top, bottom, left, right, divisor) -> {
            double share = (double) dy[out + position] / divisor;
            for (int r = top; r < bottom; r++) {
                for (int c = left; c < right; c++) {
                    sums[r * width + c] += share;
                }
            }
        });
        narrow(sums, dx, start);
    }

    /** One average window: where its mean goes, the pixels inside the image, and the number to divide by. */
    @FunctionalInterface
    private interface Window {
        void at(int position, int top, int bottom, int left, int right, int divisor);
    }

    private static void eachWindow(Pool2dShape s, Window task) {
        int position = 0;
        int padH = s.window().padding().h();
        int padW = s.window().padding().w();
        for (int i = 0; i < s.output().h(); i++) {
            int row = i * s.window().stride().h() - padH;
            int endRow = row + s.window().kernel().h();
            int top = Math.max(0, row);
            int bottom = Math.min(s.input().h(), endRow);
            int fullHeight = Math.min(endRow, s.input().h() + padH) - row;
            for (int j = 0; j < s.output().w(); j++) {
                int column = j * s.window().stride().w() - padW;
                int endColumn = column + s.window().kernel().w();
                int left = Math.max(0, column);
                int right = Math.min(s.input().w(), endColumn);
                int fullWidth = Math.min(endColumn, s.input().w() + padW) - column;
                int divisor = s.countIncludePad() ? fullHeight * fullWidth : (bottom - top) * (right - left);
                task.at(position++, top, bottom, left, right, divisor);
            }
        }
    }
}
