package longhand.explain.check;

import longhand.shape.Size2d;
import longhand.shape.Window2d;

/** Why an answer has as many rows and as many columns as it has, in sentences without full stop. */
public record SizeWorking(String rows, String columns) {

    /** The output of a window: the formula with the numbers put in. */
    static SizeWorking ofWindow(Window2d window, Size2d input) {
        return new SizeWorking(window.heightWorking(input), window.widthWorking(input));
    }

    /** A gradient, which has the shape of what it is taken by. */
    static SizeWorking like(String name, String other) {
        String text = name + " has one number for each number of " + other;
        return new SizeWorking(text, text);
    }

    /** Both, once if they are alike. */
    @Override
    public String toString() {
        return rows.equals(columns) ? rows : "rows: " + rows + "; columns: " + columns;
    }
}
