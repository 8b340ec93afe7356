package longhand.explain.check;

import longhand.explain.ViewNames;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** The words that questions share. */
final class Questions {
    private Questions() {}

    /** Stride, padding and dilation for a question, as far as they are not the usual ones. */
    static String settings(Window2d window) {
        String padding = window.padding().equals(Size2d.square(0)) ? "" : ", padding " + show(window.padding());
        String dilation = window.dilation().equals(Size2d.square(1)) ? "" : ", dilation " + show(window.dilation());
        return ", stride " + show(window.stride()) + padding + dilation;
    }

    /** 2, or (2, 3). */
    static String show(Size2d size) {
        return size.h() == size.w() ? String.valueOf(size.h()) : size.toString();
    }

    /** Asks for what a view shows, where {@code y} says what Y is. */
    static String ask(String view, String y) {
        return switch (view) {
            case ViewNames.INPUT_GRADIENT -> gradient("X", y);
            case ViewNames.WEIGHT_GRADIENT -> gradient("W", y);
            case ViewNames.BIAS_GRADIENT -> gradient("b", y);
            default -> "Compute Y, " + y + ".";
        };
    }

    /** Asks for the gradient by a given array. */
    static String gradient(String of, String y) {
        return "Compute d" + of + ", the gradient of the loss by " + of + ". dY is the gradient of the loss by Y, " + y
                + ".";
    }
}
