package longhand.conformance.fuzz;

import java.util.stream.IntStream;
import longhand.backend.Broadcast;
import longhand.shape.ChannelShape;
import longhand.shape.Conv2dShape;
import longhand.shape.MatmulShape;
import longhand.shape.Pool2dShape;
import longhand.shape.Shape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** Random sizes that fit together. */
final class Geometry {
    private static final int LARGEST_KERNEL = 5;
    private static final int MOST_DIMENSIONS = 5;

    private Geometry() {}

    /** A convolution: half of them as layers have them (square, stride 1), half of any geometry. */
    static Conv2dShape conv2d(Draw draw) {
        while (true) {
            Conv2dShape s = draw.coin() ? commonConv2d(draw) : anyConv2d(draw);
            if (s.multiplyAdds() <= draw.mostWork() && s.inputLength() <= draw.mostWork()) {
                return s;
            }
        }
    }

    private static Conv2dShape commonConv2d(Draw draw) {
        int k = draw.oneOf(1, 3, 5);
        Window2d window = Window2d.square(k).padding(draw.oneOf(0, k / 2, k - 1, k));
        Size2d input = inputFor(draw, window);
        return Conv2dShape.of(batch(draw), draw.size(), input, draw.size(), 1, window);
    }

    private static Conv2dShape anyConv2d(Draw draw) {
        Size2d kernel = draw.rarely() ? Size2d.square(draw.oneOf(7, 11)) : new Size2d(draw.between(1, LARGEST_KERNEL),
                draw.between(1, LARGEST_KERNEL));
        Size2d dilation = draw.coin() ? Size2d.square(1) : new Size2d(draw.between(1, 3), draw.between(1, 3));
        Window2d window = new Window2d(kernel, new Size2d(draw.between(1, 4), draw.between(1, 4)),
                new Size2d(draw.between(0, kernel.h()), draw.between(0, kernel.w())), dilation, false);
        int groups = draw.coin() ? 1 : draw.between(1, Math.min(4, draw.size()));
        boolean depthwise = draw.rarely();
        int in = depthwise ? groups : groups * draw.size();
        int out = groups * draw.size();
        return Conv2dShape.of(batch(draw), in, inputFor(draw, window), out, groups, window);
    }

    private static int batch(Draw draw) {
        return draw.rarely() ? 0 : draw.between(1, Math.min(5, draw.size()));
    }

    /** An image that the window fits into: just so, or with some pixels to spare. */
    private static Size2d inputFor(Draw draw, Window2d window) {
        return new Size2d(side(draw, window.kernel().h(), window.dilation().h(), window.padding().h()),
                side(draw, window.kernel().w(), window.dilation().w(), window.padding().w()));
    }

    private static int side(Draw draw, int kernel, int dilation, int padding) {
        return Math.max(1, dilation * (kernel - 1) + 1 - 2 * padding) + (draw.rarely() ? 0 : draw.size() - 1);
    }

    /** A pooling whose windows all meet the image. */
    static Pool2dShape pool2d(Draw draw, boolean dilated) {
        while (true) {
            Size2d kernel = new Size2d(draw.between(1, LARGEST_KERNEL), draw.between(1, LARGEST_KERNEL));
            Size2d stride = draw.coin() ? kernel : new Size2d(draw.between(1, 4), draw.between(1, 4));
            boolean gaps = dilated && draw.rarely();
            Size2d padding = gaps || draw.coin() ? Size2d.square(0)
                    : new Size2d(draw.between(0, kernel.h() / 2), draw.between(0, kernel.w() / 2));
            Size2d dilation = gaps ? new Size2d(draw.between(1, 3), draw.between(1, 3)) : Size2d.square(1);
            Window2d window = new Window2d(kernel, stride, padding, dilation, !gaps && draw.coin());
            Size2d input = inputFor(draw, window);
            Pool2dShape s = Pool2dShape.of("pool2d", batch(draw), draw.size(), input, window, draw.coin());
            long work = (long) s.outputLength() * kernel.h() * kernel.w();
            if (work <= draw.mostWork() / 4 && s.inputLength() <= draw.mostWork() / 4) {
                return s;
            }
        }
    }

    /** Matrices of any proportions, transposed or not, in batches or with one matrix for all. */
    static MatmulShape matmul(Draw draw) {
        while (true) {
            int batch = draw.coin() ? 1 : batch(draw);
            int m = draw.sizeOrEmpty();
            int n = draw.sizeOrEmpty();
            int k = draw.rarely() ? draw.length() : draw.sizeOrEmpty();
            if ((long) Math.max(1, batch) * Math.max(1, m) * Math.max(1, n) * Math.max(1, k) <= draw.mostWork()) {
                int strideA = draw.rarely() ? 0 : m * k;
                int strideB = draw.rarely() ? 0 : k * n;
                return new MatmulShape(batch, m, k, n, draw.coin(), draw.coin(), strideA, strideB);
            }
        }
    }

    /** Rows, columns and stacks of either. */
    static int[] outerMiddleInner(Draw draw, int leastN) {
        while (true) {
            boolean manyRows = draw.rarely();
            int outer = manyRows ? draw.length() : draw.coin() ? 1 : draw.sizeOrEmpty();
            int inner = draw.coin() ? 1 : draw.sizeOrEmpty();
            int[] sizes = {outer, manyRows ? draw.size() : draw.length(), inner};
            if (sizes[1] >= leastN && (long) sizes[0] * sizes[1] * sizes[2] <= draw.mostWork() / 8) {
                return sizes;
            }
        }
    }

    /** A batch with channels. */
    static ChannelShape channels(Draw draw) {
        while (true) {
            ChannelShape s = new ChannelShape(batch(draw), draw.size(), draw.coin() ? draw.length() : draw.size());
            if ((long) Math.max(1, s.batch()) * s.channels() * s.plane() <= draw.mostWork() / 8) {
                return s;
            }
        }
    }

    /** Two arrays that are walked row by row, repeated, transposed or with gaps. */
    static Broadcast broadcast(Draw draw) {
        int rank = draw.between(0, MOST_DIMENSIONS);
        int[] dims = rank == 1 ? new int[] {draw.length()} : draw.shape(rank).dims();
        return new Broadcast(dims, strides(draw, dims), strides(draw, dims));
    }

    private static int[] strides(Draw draw, int[] dims) {
        int[] rowMajor = rowMajor(dims);
        if (draw.coin()) {
            return rowMajor;
        }
        if (draw.coin()) { // some dimensions repeated: broadcasting
            int[] repeated = new int[dims.length];
            int step = 1;
            for (int d = dims.length - 1; d >= 0; d--) {
                boolean repeat = draw.coin();
                repeated[d] = repeat ? 0 : step;
                step *= repeat ? 1 : dims[d];
            }
            return repeated;
        }
        int[] order = draw.order(dims.length);
        int[] turned = rowMajor(IntStream.of(order).map(d -> dims[d]).toArray());
        int gap = draw.between(1, 2);
        int[] strides = new int[dims.length];
        for (int i = 0; i < order.length; i++) {
            strides[order[i]] = gap * turned[i];
        }
        return strides;
    }

    static int[] rowMajor(int[] dims) {
        return Shape.of(dims).strides();
    }

    /** How many numbers an array holds that is walked with these strides. */
    static int reach(int[] dims, int[] strides) {
        int last = 0;
        for (int d = 0; d < dims.length; d++) {
            last += Math.max(0, dims[d] - 1) * strides[d];
        }
        return last + 1;
    }
}
