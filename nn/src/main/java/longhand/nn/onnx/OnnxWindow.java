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

    static OnnxWindow of(OnnxCall call, Size2d kernel, Tensor x) {
        Size2d stride = pair(call, "strides");
        Size2d dilation = pair(call, "dilations");
        Window2d window = Window2d.of(kernel.h(), kernel.w()).stride(stride.h(), stride.w())
                .dilation(dilation.h(), dilation.w());
        int reachH = dilation.h() * (kernel.h() - 1) + 1;
        int reachW = dilation.w() * (kernel.w() - 1) + 1;
        int[] rows = pads(call, 0, x.size(2), stride.h(), reachH);
        int[] columns = pads(call, 1, x.size(3), stride.w(), reachW);
        boolean ceil = call.node().integer("ceil_mode", 0) != 0;
        int overhangH = ceil ? overhang(x.size(2), rows, stride.h(), reachH) : 0;
        int overhangW = ceil ? overhang(x.size(3), columns, stride.w(), reachW) : 0;
        return new OnnxWindow(window, rows[0], columns[0], rows[1] + overhangH, columns[1] + overhangW, overhangH,
                overhangW);
    }

    private static Size2d pair(OnnxCall call, String attribute) {
        long[] values = call.node().integers(attribute, 1, 1);
        if (values.length != 2) {
            throw call.refuse(attribute + " has " + values.length + " numbers; only 2-D windows are supported");
        }
        return new Size2d(Math.toIntExact(values[0]), Math.toIntExact(values[1]));
    }

    /** Padding before and after along one direction. */
    private static int[] pads(OnnxCall call, int direction, int size, int stride, int reach) {
        String mode = call.node().text("auto_pad", "NOTSET");
        switch (mode) {
            case "NOTSET" -> {
                long[] pads = call.node().integers("pads", 0, 0, 0, 0);
                if (pads.length != 4 || Arrays.stream(pads).anyMatch(p -> p < 0)) {
                    throw call.refuse("pads " + Arrays.toString(pads) + " should be 4 numbers of 0 or more");
                }
                return new int[] {Math.toIntExact(pads[direction]), Math.toIntExact(pads[direction + 2])};
            }
            case "VALID" -> {
                return new int[] {0, 0};
            }
            case "SAME_UPPER", "SAME_LOWER" -> {
                int total = Math.max(0, (Math.ceilDiv(size, stride) - 1) * stride + reach - size);
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
