package longhand.notebooks;

/**
 * What a cell calls to show something before its end; the value of its last expression is shown by itself.
 * A lesson imports it with {@code import static longhand.notebooks.Display.show;}.
 */
public final class Display {
    private static volatile OutputSink sink = OutputSink.NONE;

    private Display() {
    }

    /**
     * Shows a value below the cell, in the richest form the front end knows: a tensor as a table, a picture, a chart,
     * HTML.
     */
    public static void show(Object value) {
        System.out.flush();
        sink.display(Renderer.render(value));
    }

    /** Set by {@link Engine} while a cell runs. */
    static void sink(OutputSink current) {
        sink = current;
    }
}
