package longhand.backend.cpu;

import java.util.Arrays;
import longhand.backend.Pool2dShape;

/** Max and average pooling: each image plane is a piece of work of its own. */
final class Pooling {
    private static final int GRAIN = 16_384; // input pixels in one part

    private Pooling() {}

    private static void eachPlane(Pool2dShape s, java.util.function.IntConsumer task) {
        int pixels = s.input().h() * s.input().w();
        Workers.ranges(s.planes(), Math.max(1, GRAIN / pixels), (from, to) -> {
            for (int plane = from; plane < to; plane++) {
                task.accept(plane);
            }
        });
    }

    static void max(float[] x, float[] y, int[] argmax, Pool2dShape s) {
        eachPlane(s, plane -> maxPlane(x, plane * s.input().h() * s.input().w(), y, argmax, plane * s.output().h() * s.output().w(), s));
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
                        if (candidate > champion || candidate != candidate && champion == champion) {
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

    static void maxGradient(float[] dy, int[] argmax, float[] dx, Pool2dShape s) {
        int pixels = s.input().h() * s.input().w();
        int positions = s.output().h() * s.output().w();
        eachPlane(s, plane -> {
            int start = plane * pixels;
            Arrays.fill(dx, start, start + pixels, 0);
            for (int at = plane * positions; at < (plane + 1) * positions; at++) {
                dx[start + argmax[at]] += dy[at];
            }
        });
    }

    static void average(float[] x, float[] y, Pool2dShape s) {
        int width = s.input().w();
        int positions = s.output().h() * s.output().w();
        eachPlane(s, plane -> eachWindow(s, (position, top, bottom, left, right, divisor) -> {
            int start = plane * s.input().h() * width;
            float sum = 0;
            for (int r = top; r < bottom; r++) {
                for (int c = left; c < right; c++) {
                    sum += x[start + r * width + c];
                }
            }
            y[plane * positions + position] = sum / divisor;
        }));
    }

    static void averageGradient(float[] dy, float[] dx, Pool2dShape s) {
        int width = s.input().w();
        int pixels = s.input().h() * width;
        int positions = s.output().h() * s.output().w();
        eachPlane(s, plane -> {
            int start = plane * pixels;
            Arrays.fill(dx, start, start + pixels, 0);
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
