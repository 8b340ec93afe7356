package longhand.backend.cpu;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import longhand.backend.cpu.loops.Kernels;
import longhand.backend.cpu.loops.Windows;
import longhand.backend.cpu.threads.Scratch;
import longhand.backend.cpu.threads.Workers;
import longhand.shape.Pool2dShape;
import longhand.shape.Size2d;

/** Max and average pooling: each image plane is a piece of work of its own. */
final class Pooling {
    private static final int GRAIN = 16_384; // input pixels in one part
    private static final int SHORT_SUM = 64; // numbers added as float

    private final Kernels kernels;
    private final Reductions reductions;

    Pooling(Kernels kernels, Reductions reductions) {
        this.kernels = kernels;
        this.reductions = reductions;
    }

    private static void eachPlane(Pool2dShape s, IntConsumer task) {
        planes(s, (from, to) -> IntStream.range(from, to).forEach(task));
    }

    private static void planes(Pool2dShape s, Workers.Range task) {
        Workers.ranges(s.planes(), Math.max(1, GRAIN / s.input().area()), task);
    }

    /** @param argmax where the chosen elements are; or null, if nobody asks */
    void max(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        overPlanes(s, x, Float.NEGATIVE_INFINITY, (plane, pixels, at, windows) -> {
            int to = s.y(plane, 0, 0);
            if (Float.isFinite(kernels.sum(x, s.x(plane, 0, 0), s.input().area()))) { // then all its numbers are
                kernels.maxPlane(pixels, at, windows, y, argmax, to);
            } else {
                maxOfAnyNumbers(x, plane, y, argmax, s);
            }
        });
    }

    /** What is to be done with one plane: its windows, over pixels that begin at {@code at}. */
    @FunctionalInterface
    private interface PlaneTask {
        void run(int plane, float[] pixels, int at, Windows windows);
    }

    /** Runs the task on each plane of x, with padding where windows reach over the edge of the image. */
    private static void overPlanes(Pool2dShape s, float[] x, float padding, PlaneTask task) {
        PaddedPlane layout = new PaddedPlane(s);
        if (!PaddedPlane.isNeeded(s)) {
            Windows windows = layout.windowsOfImage();
            eachPlane(s, plane -> task.run(plane, x, s.x(plane, 0, 0), windows));
            return;
        }
        planes(s, (from, to) -> {
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] padded = frame.floats(layout.size);
                layout.fill(padded, padding);
                for (int plane = from; plane < to; plane++) {
                    layout.load(x, s.x(plane, 0, 0), padded);
                    task.run(plane, padded, 0, layout.windows);
                }
            }
        });
    }

    /** As {@link Kernels#maxPlane}, also for NaN and infinite numbers. */
    private static void maxOfAnyNumbers(float[] x, int plane, float[] y, int[] argmax, Pool2dShape s) {
        Size2d kernel = s.window().kernel();
        for (int i = 0; i < s.output().h(); i++) {
            for (int j = 0; j < s.output().w(); j++) {
                int best = -1;
                for (int u = 0; u < kernel.h(); u++) {
                    for (int v = 0; v < kernel.w(); v++) {
                        if (s.inside(s.row(i, u), s.column(j, v))) {
                            int at = s.x(plane, s.row(i, u), s.column(j, v));
                            best = best < 0 || x[at] > x[best] || Float.isNaN(x[at]) ? at : best;
                        }
                    }
                }
                y[s.y(plane, i, j)] = x[best];
                if (argmax != null) {
                    argmax[s.y(plane, i, j)] = best - s.x(plane, 0, 0);
                }
            }
        }
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
        int n = s.window().kernel().area();
        if (isWholePlane(s)) {
            eachPlane(s, plane -> y[plane] = mean(x, plane * n, n));
        } else if (isHalving(s)) {
            eachPlane(s, plane -> halve(x, s.x(plane, 0, 0), s.input().w(), y, s.y(plane, 0, 0), s));
        } else if (n <= SHORT_SUM) {
            float[] divisors = divisors(s);
            overPlanes(s, x, 0, (plane, pixels, at, windows) ->
                    kernels.averagePlane(pixels, at, windows, divisors, y, s.y(plane, 0, 0)));
        } else {
            averageInDouble(x, y, s);
        }
    }

    private float mean(float[] x, int at, int n) {
        return n <= SHORT_SUM ? kernels.sum(x, at, n) / n : (float) (reductions.sumOf(x, at, n) / n);
    }

    /** Whether there is one window, and it is the image. */
    private static boolean isWholePlane(Pool2dShape s) {
        return s.window().kernel().equals(s.input()) && !s.window().isPadded();
    }

    /** What each window of a plane divides by. */
    private float[] divisors(Pool2dShape s) {
        float[] divisors = new float[s.output().area() + kernels.lanes()];
        for (int i = 0; i < s.output().area(); i++) {
            divisors[i] = s.divisor(i / s.output().w(), i % s.output().w());
        }
        return divisors;
    }

    private static void averageInDouble(float[] x, float[] y, Pool2dShape s) {
        int width = s.input().w();
        int positions = s.output().area();
        eachPlane(s, plane -> eachWindow(s, (position, top, bottom, left, right, divisor) -> {
            int start = plane * s.input().area();
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
        return !PaddedPlane.isNeeded(s) && s.window().kernel().equals(Size2d.square(2))
                && s.window().stride().equals(Size2d.square(2));
    }

    private static void halve(float[] x, int start, int width, float[] y, int out, Pool2dShape s) {
        int columns = s.output().w();
        for (int i = 0; i < s.output().h(); i++) {
            int upper = start + 2 * i * width;
            int lower = upper + width;
            int at = out + i * columns;
            for (int j = 0; j < columns; j++) {
                float sum = 0 + x[upper + 2 * j] + x[upper + 2 * j + 1] + x[lower + 2 * j] + x[lower + 2 * j + 1];
                y[at + j] = 0.25f * sum; // a sum that begins with 0 is never −0
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
                float share = 0 + 0.25f * dy[at + j]; // added to 0, as where windows overlap
                dx[upper + 2 * j] = share;
                dx[upper + 2 * j + 1] = share;
                dx[lower + 2 * j] = share;
                dx[lower + 2 * j + 1] = share;
            }
        }
    }

    void averageGradient(float[] dy, float[] dx, Pool2dShape s) {
        int pixels = s.input().area();
        if (isWholePlane(s)) {
            eachPlane(s, plane -> Arrays.fill(dx, plane * pixels, (plane + 1) * pixels, 0 + dy[plane] / pixels));
        } else if (hasLongSums(s)) {
            eachPlane(s, plane -> averageGradientInDouble(dy, s.y(plane, 0, 0), dx, plane * pixels, s));
        } else if (isHalving(s)) {
            eachPlane(s, plane -> {
                Arrays.fill(dx, plane * pixels, (plane + 1) * pixels, 0);
                halveGradient(dy, s.y(plane, 0, 0), dx, plane * pixels, s.input().w(), s);
            });
        } else {
            averageGradientOfWindows(dy, dx, s);
        }
    }

    /** Each output's share of the gradient goes to all the pixels of its window. */
    private void averageGradientOfWindows(float[] dy, float[] dx, Pool2dShape s) {
        PaddedPlane layout = new PaddedPlane(s);
        float[] divisors = divisors(s);
        int columns = s.output().w();
        planes(s, (from, to) -> {
            try (Scratch.Frame frame = Scratch.frame()) {
                float[] padded = frame.floats(layout.size);
                float[] shares = frame.floats(columns);
                for (int plane = from; plane < to; plane++) {
                    layout.fill(padded, 0);
                    for (int i = 0; i < s.output().h(); i++) {
                        for (int j = 0; j < columns; j++) {
                            shares[j] = dy[s.y(plane, i, j)] / divisors[i * columns + j];
                        }
                        addToWindows(shares, layout.windows, i, padded);
                    }
                    layout.unload(padded, dx, s.x(plane, 0, 0));
                }
            }
        });
    }

    /** Adds a row of numbers, one for each window of output row i, to the pixels of the windows. */
    private void addToWindows(float[] row, Windows windows, int i, float[] plane) {
        int step = windows.columnStep();
        for (int shift : windows.shifts()) {
            int at = i * windows.rowStep() + shift;
            if (step == 1) {
                kernels.accumulate(row, 0, plane, at, windows.columns());
                continue;
            }
            for (int j = 0; j < windows.columns(); j++) {
                plane[at + j * step] += row[j];
            }
        }
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
            for (int j = 0; j < s.output().w(); j++) {
                int column = j * s.window().stride().w() - padW;
                int endColumn = column + s.window().kernel().w();
                int left = Math.max(0, column);
                int right = Math.min(s.input().w(), endColumn);
                task.at(position++, top, bottom, left, right, s.divisor(i, j));
            }
        }
    }
}
