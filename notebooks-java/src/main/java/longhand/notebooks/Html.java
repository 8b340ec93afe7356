package longhand.notebooks;

/**
 * A piece of HTML that a front end shows as such.
 *
 * @param html self-contained: no script, style or picture from elsewhere
 * @param plain what a reader without HTML sees
 */
public record Html(String html, String plain) {
    /**
     * A whole page (with its own script and style) inside the notebook. It runs in a frame of its own, so that it can
     * neither disturb the notebook nor be disturbed by it.
     *
     * @param page a self-contained HTML document
     * @param plain what a reader without HTML sees
     * @param height of the frame, in CSS pixels
     */
    public static Html page(String page, String plain, int height) {
        String escaped = page.replace("&", "&amp;").replace("\"", "&quot;");
        String frame = "<iframe sandbox=\"allow-scripts\" style=\"width:100%%;height:%dpx;border:1px solid #ccc\" srcdoc=\"%s\"></iframe>";
        return new Html(frame.formatted(height, escaped), plain);
    }

    /** Text made safe to stand inside HTML. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return plain;
    }
}
