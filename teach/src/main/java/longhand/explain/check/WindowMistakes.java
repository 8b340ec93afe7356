package longhand.explain.check;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import longhand.explain.Values;
import longhand.shape.ShapeException;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** The mistakes about a sliding window that convolution and pooling share. */
final class WindowMistakes {
    private static final Size2d ONE = Size2d.square(1);
    private static final Size2d ZERO = Size2d.square(0);

    private WindowMistakes() {}

    /** Adds the answers for wrong strides, paddings and dilations, as far as such a window fits. */
    static void of(Window2d right, Predicate<Window2d> fits, Function<Window2d, Values> answer, List<Mistake> all) {
        Size2d s = right.stride();
        Size2d p = right.padding();
        Size2d d = right.dilation();
        add(all, Misconception.STRIDE_IGNORED, "", !s.equals(ONE), right.stride(1), fits, answer);
        Size2d shorter = moved(s, -1, 1);
        add(all, Misconception.STRIDE_OFF_BY_ONE, change(shorter, s), !shorter.equals(ONE), right.stride(shorter.h(),
                shorter.w()),
                fits, answer);
        Size2d longer = moved(s, 1, 1);
        add(all, Misconception.STRIDE_OFF_BY_ONE, change(longer, s), true, right.stride(longer.h(), longer.w()), fits, answer);
        add(all, Misconception.PADDING_IGNORED, "", !p.equals(ZERO), right.padding(0), fits, answer);
        Size2d less = moved(p, -1, 0);
        add(all, Misconception.PADDING_OFF_BY_ONE, change(less, p), !less.equals(ZERO), right.padding(less.h(), less.w()), fits,
                answer);
        Size2d more = moved(p, 1, 0);
        add(all, Misconception.PADDING_OFF_BY_ONE, change(more, p), true, right.padding(more.h(), more.w()), fits, answer);
        add(all, Misconception.DILATION_IGNORED, "", !d.equals(ONE), right.dilation(1), fits, answer);
        Size2d wider = moved(d, 1, 1);
        add(all, Misconception.DILATION_OFF_BY_ONE, "", !d.equals(ONE), right.dilation(wider.h(), wider.w()), fits, answer);
    }

    private static Size2d moved(Size2d size, int by, int least) {
        return new Size2d(Math.max(least, size.h() + by), Math.max(least, size.w() + by));
    }

    private static String change(Size2d wrong, Size2d right) {
        return ": " + Questions.show(wrong) + " instead of " + Questions.show(right);
    }

    private static void add(List<Mistake> all, Misconception kind, String detail, boolean possible, Window2d wrong,
            Predicate<Window2d> fits, Function<Window2d, Values> answer) {
        if (possible && fits.test(wrong)) {
            all.add(new Mistake(kind, kind.sentence() + detail, answer.apply(wrong)));
        }
    }

    /** Whether a window fits into an input at all. */
    static boolean fits(Window2d window, Size2d input) {
        try {
            window.output("check", input);
            return true;
        } catch (ShapeException doesNotFit) {
            return false;
        }
    }
}
