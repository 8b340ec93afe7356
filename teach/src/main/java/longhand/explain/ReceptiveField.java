package longhand.explain;

import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * How much of the input image one number of a layer depends on.
 *
 * @param size rows and columns of the input; it may reach beyond the image, into the padding
 * @param step pixels of the input between neighbouring numbers of the layer
 * @param top first row of the field of the layer's first number; negative in the padding
 * @param left first column of that field
 */
public record ReceptiveField(Size2d size, Size2d step, int top, int left) {
    /** A pixel of the image itself. */
    public static final ReceptiveField PIXEL = new ReceptiveField(Size2d.square(1), Size2d.square(1), 0, 0);

    /** The field after a window slid over numbers with this field: r′ = r + (k − 1)·d·step, step′ = step·s. */
    public ReceptiveField through(Window2d w) {
        Size2d k = w.kernel();
        return new ReceptiveField(
                new Size2d(size.h() + (k.h() - 1) * w.dilation().h() * step.h(),
                        size.w() + (k.w() - 1) * w.dilation().w() * step.w()),
                new Size2d(step.h() * w.stride().h(), step.w() * w.stride().w()),
                top - w.padding().h() * step.h(), left - w.padding().w() * step.w());
    }

    /** The field of a number that depends on numbers with this field and with another: the rectangle around both. */
    public ReceptiveField and(ReceptiveField other) {
        int first = Math.min(top, other.top);
        int start = Math.min(left, other.left);
        return new ReceptiveField(
                new Size2d(Math.max(top + size.h(), other.top + other.size.h()) - first,
                        Math.max(left + size.w(), other.left + other.size.w()) - start),
                new Size2d(Math.max(step.h(), other.step.h()), Math.max(step.w(), other.step.w())), first, start);
    }

    /** Whether it covers an image of a size, so that nothing outside is left to see. */
    public boolean covers(Size2d image) {
        return size.h() >= image.h() && size.w() >= image.w();
    }
}
