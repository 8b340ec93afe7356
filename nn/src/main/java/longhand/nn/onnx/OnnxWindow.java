package longhand.nn.onnx;

import java.util.Arrays;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;

/**
 * The geometry of an ONNX convolution or pooling. It may pad each side differently, and it rounds up ({@code
 * ceil_mode}) by letting the last window hang over the edge; that overhang is part of {@code bottom} and {@code right}
 * here, and counted separately.
 *
 * @param window kernel, stride and dilation, without padding
 * @param overhangH rows of {@code bottom} that exist only because of rounding up
 * @param overhangW columns of {@code right} likewise
 */
record OnnxWindow(Window2d window, int top, int left, int bottom, int right, int overhangH, int overhangW) {

    /** Padding may make an input this many times as large, or as large as {@link #LARGEST_PADDED}. */
    private static final long MOST_GROWTH = 16;
    private static final long LARGEST_PADDED = 1 << 20;

    static OnnxWindow of(OnnxCall call, Size2d kernel, Tensor x) {
        Size2d stride = pair(call, "strides");
        Size2d dilation = pair(call, "dilations");
        Window2d given = Window2d.of(kernel.h(), kernel.w()).stride(stride.h(), stride.w())
                .dilation(dilation.h(), dilation.w());
        boolean ceil = call.node().integer("ceil_mode", 0) != 0;
        int reachH = reach(call, kernel.h(), dilation.h());
        int reachW = reach(call, kernel.w(), dilation.w());
        int[] rows = pads(call, 0, x.size(2), stride.h(), reachH);
        int[] columns = pads(call, 1, x.size(3), stride.w(), reachW);
        requireModest(call, x, (long) x.size(2) + rows[0] + rows[1], (long) x.size(3) + columns[0] + columns[1]);
        Side h = Side.of(call, kernel.h(), stride.h(), dilation.h(), x.size(2), rows, ceil);
        Side w = Side.of(call, kernel.w(), stride.w(), dilation.w(), x.size(3), columns, ceil);
        Window2d seen = new Window2d(new Size2d(h.kernel, w.kernel), new Size2d(h.stride, w.stride), given.padding(),
                given.dilation(), given.ceilMode());
        return new OnnxWindow(seen, rows[0], columns[0], rows[1] + h.overhang, columns[1] + w.overhang, h.overhang,
                w.overhang);
    }

    /** The window along one side of the image. */
    private record Side(int kernel, int stride, int overhang) {
        /**
         * Where places are rounded up, a window larger than the padded image by less than its stride stands in one
         * place. What hangs over counts for nothing, so it is cut off, and no memory is taken for it.
         */
        static Side of(OnnxCall call, int kernel, int stride, int dilation, int size, int[] pads, boolean ceil) {
            int padded = size + pads[0] + pads[1];
            int reach = dilation * (kernel - 1) + 1;
            requireInside(call, reach, padded, ceil ? stride : 1);
            return reach > padded ? new Side((padded - 1) / dilation + 1, padded, 0)
                    : new Side(kernel, stride, ceil ? OnnxWindow.overhang(size, pads, stride, reach) : 0);
        }
    }

    /** How many rows or columns a window covers, its gaps included. */
    private static int reach(OnnxCall call, int kernel, int dilation) {
        long reach = (long) dilation * (kernel - 1) + 1;
        if (reach > Integer.MAX_VALUE / 2) {
            throw call.refuse("a window of " + kernel + " elements with dilation " + dilation + " is too large");
        }
        return (int) reach;
    }

    /** A few bytes of a file can ask for any padding; memory is taken for what a network may need. */
    private static void requireModest(OnnxCall call, Tensor x, long height, long width) {
        double planes = Math.max(1, (double) x.size(0) * x.size(1)); // one border is made without images too
        double padded = planes * height * width;
        if (padded > Math.max(LARGEST_PADDED, MOST_GROWTH * x.numel())) {
            throw call.refuse("padding makes its input " + x.shape() + " an image of " + height + " × " + width
                    + ", more than " + MOST_GROWTH + " times as large");
        }
    }

    /** @param margin by less than that the window may be larger: the stride, where its places are rounded up */
    private static void requireInside(OnnxCall call, int reach, int padded, int margin) {
        if (padded < 1 || reach - padded >= margin) {
            throw call.refuse("a window that covers " + reach + " does not fit into " + padded
                    + ", the size of its input with padding");
        }
    }

    private static Size2d pair(OnnxCall call, String attribute) {
        int[] values = call.integers(attribute, 1, 1);
        if (values.length != 2) {
            throw call.refuse(attribute + " has " + values.length + " numbers; only 2-D windows are supported");
        }
        return new Size2d(values[0], values[1]);
    }

    /** Padding before and after along one direction. */
    private static int[] pads(OnnxCall call, int direction, int size, int stride, int reach) {
        String mode = call.node().text("auto_pad", "NOTSET");
        switch (mode) {
            case "NOTSET" -> {
                int[] pads = call.integers("pads", 0, 0, 0, 0);
                if (pads.length != 4 || Arrays.stream(pads).anyMatch(p -> p < 0)) {
                    throw call.refuse("pads " + Arrays.toString(pads) + " should be 4 numbers of 0 or more");
                }
                return new int[] {pads[direction], pads[direction + 2]};
            }
            case "VALID" -> {
                return new int[] {0, 0};
            }
            case "SAME_UPPER", "SAME_LOWER" -> {
                int total = Math.max(0, (Math.ceilDiv(size, stride) - 1) * stride - size + reach);
                int smaller = total / 2;
                return mode.equals("SAME_UPPER") ? new int[] {smaller, total - smaller}
                        : new int[] {total - smaller, smaller};
            }
            default -> throw call.refuse("auto_pad " + mode + " is unknown");
        }
    }

    /** Rows or columns beyond the padding that the last window reaches; windows that would start there are left out. */
    private static int overhang(int size, int[] pads, int stride, int reach) {
        int padded = size + pads[0] + pads[1];
        int last = Math.ceilDiv(padded - reach, stride) * stride;
        int start = last >= size + pads[0] ? last - stride : last;
        return Math.max(0, start + reach - padded);
    }

    /** Whether {@link #padded} says all: the same padding on both sides, at most half the window, no overhang. */
    boolean isSymmetric() {
        return top == bottom && left == right && overhangH == 0 && overhangW == 0
                && top <= window.kernel().h() / 2 && left <= window.kernel().w() / 2;
    }

    Window2d padded() {
        return window.padding(top, left);
    }

    /** The margin that never counts as padding. */
    OnnxWindow onlyOverhang() {
        return new OnnxWindow(window, 0, 0, overhangH, overhangW, overhangH, overhangW);
    }
}
