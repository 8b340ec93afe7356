package longhand.conformance.fuzz;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import longhand.backend.Backend;
import longhand.backend.Epilogue;
import longhand.shape.Conv2dShape;
import longhand.shape.MatmulShape;

/**
 * Some kernels once more, written in another way than the reference: from the formulas, in doubles, with index
 * arithmetic of their own, rounded at the end. The reference has to agree with it.
 */
final class PlainDoubles {
    private PlainDoubles() {}

    /** A backend with these kernels; others throw. */
    static Backend backend() {
        Class<?>[] type = {Backend.class};
        return (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), type,
                (_, method, a) -> call(method, a));
    }

    private static Object call(Method method, Object... a) {
        switch (method.getName()) {
            case "sum" -> sum((float[]) a[0], (float[]) a[1], (int) a[2], (int) a[3], (int) a[4]);
            case "matmul" -> matmul((float[]) a[0], (float[]) a[1], (float[]) a[2], (MatmulShape) a[3]);
            case "conv2d" -> conv2d((float[]) a[0], (float[]) a[1], (Epilogue) a[2], (float[]) a[3],
                    (Conv2dShape) a[4]);
            case "conv2dInputGradient" -> inputGradient((float[]) a[0], (float[]) a[1], (float[]) a[2],
                    (Conv2dShape) a[3]);
            case "conv2dWeightGradient" -> weightGradient((float[]) a[0], (float[]) a[1], (float[]) a[2],
                    (Conv2dShape) a[3]);
            default -> throw new UnsupportedOperationException(method.getName());
        }
        return null;
    }

    private static void sum(float[] x, float[] y, int outer, int n, int inner) {
        double[] sums = new double[outer * inner];
        for (int i = 0; i < outer * n * inner; i++) {
            sums[i / (n * inner) * inner + i % inner] += x[i];
        }
        round(sums, y);
    }

    private static void round(double[] from, float[] to) {
        for (int i = 0; i < from.length; i++) {
            to[i] = (float) from[i];
        }
    }

    private static void matmul(float[] a, float[] b, float[] c, MatmulShape s) {
        double[] sums = new double[s.batch() * s.m() * s.n()];
        for (int at = 0; at < s.batch() * s.m() * s.n(); at++) {
            int batch = at / (s.m() * s.n());
            int i = at / s.n() % s.m();
            int j = at % s.n();
            for (int k = s.k() - 1; k >= 0; k--) {
                int ofA = batch * s.strideA() + (s.transposeA() ? k * s.m() + i : i * s.k() + k);
                int ofB = batch * s.strideB() + (s.transposeB() ? j * s.k() + k : k * s.n() + j);
                sums[at] += (double) a[ofA] * b[ofB];
            }
        }
        round(sums, c);
    }

    /** What happens where an input, a weight and an output meet. */
    @FunctionalInterface
    private interface Product {
        void at(int x, int w, int y);
    }

    private static void products(Conv2dShape s, Product product) {
        int outs = s.outChannels() / s.groups();
        int ins = s.inChannels() / s.groups();
        int kh = s.window().kernel().h();
        int kw = s.window().kernel().w();
        int[] dims = {s.batch(), s.groups(), outs, ins, s.output().h(), s.output().w(), kh, kw};
        long all = 1;
        for (int d : dims) {
            all *= d;
        }
        for (long i = 0; i < all; i++) {
            int v = (int) (i % kw);
            int u = (int) (i / kw % kh);
            long rest = i / kw / kh;
            int column = (int) (rest % dims[5]);
            int row = (int) (rest / dims[5] % dims[4]);
            rest = rest / dims[5] / dims[4];
            int c = (int) (rest % ins);
            int o = (int) (rest / ins % outs);
            int g = (int) (rest / ins / outs % s.groups());
            int n = (int) (rest / ins / outs / s.groups());
            int inRow = row * s.window().stride().h() + u * s.window().dilation().h() - s.window().padding().h();
            int inColumn = column * s.window().stride().w() + v * s.window().dilation().w()
                    - s.window().padding().w();
            if (inRow >= 0 && inRow < s.input().h() && inColumn >= 0 && inColumn < s.input().w()) {
                int out = g * outs + o;
                product.at(((n * s.inChannels() + g * ins + c) * s.input().h() + inRow) * s.input().w() + inColumn,
                        ((out * ins + c) * kh + u) * kw + v,
                        ((n * s.outChannels() + out) * dims[4] + row) * dims[5] + column);
            }
        }
    }

    private static void conv2d(float[] x, float[] w, Epilogue end, float[] y, Conv2dShape s) {
        double[] sums = new double[s.outputLength()];
        products(s, (atX, atW, atY) -> sums[atY] += (double) x[atX] * w[atW]);
        int plane = s.output().h() * s.output().w();
        for (int i = 0; i < sums.length; i++) {
            sums[i] += end.bias().length == 0 ? 0 : end.bias()[i / plane % s.outChannels()];
            sums[i] = end.relu() && sums[i] <= 0 ? 0 : sums[i];
        }
        round(sums, y);
    }

    private static void inputGradient(float[] dy, float[] w, float[] dx, Conv2dShape s) {
        double[] sums = new double[s.inputLength()];
        products(s, (atX, atW, atY) -> sums[atX] += (double) dy[atY] * w[atW]);
        round(sums, dx);
    }

    private static void weightGradient(float[] x, float[] dy, float[] dw, Conv2dShape s) {
        double[] sums = new double[s.weightLength()];
        products(s, (atX, atW, atY) -> sums[atW] += (double) x[atX] * dy[atY]);
        round(sums, dw);
    }
}
