package longhand.nn;

import longhand.names.Given;
import longhand.shape.Window2d;

/** What layers are made with, whatever they compute: sizes and windows that mean something. */
final class Settings {
    private Settings() {}

    static Window2d requireWindow(String layer, Window2d window) {
        return Given.required(window, layer, "the window", "pass Window2d.square(3), or another one");
    }

    static void requirePositive(String layer, String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(layer + ": " + what + " is " + value
                    + ". Rule: it is at least 1. Fix: pass 1 or more.");
        }
    }
}
