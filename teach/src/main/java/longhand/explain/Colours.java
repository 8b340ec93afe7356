package longhand.explain;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The colours of all pages and drawings, which {@code colours.css} holds. */
public final class Colours {
    private static final Pattern PAIR = Pattern.compile("--([\\w-]+): light-dark\\((#\\w+), (#\\w+)\\)");
    private static final Pattern USE = Pattern.compile("var\\(--([\\w-]+)\\)");

    private Colours() {}

    /** The style sheet of every page: its variables hold the colours. */
    public static String css() {
        return Html.resource(Colours.class, "colours.css");
    }

    /**
     * The style sheet of a drawing that is a file of its own, which has no variables: a colour in the place of each
     * {@code var(--name)}, the light ones, then the dark ones for readers whose system is dark.
     *
     * @param rules of the drawing; they set colours only
     * @throws IllegalArgumentException if there is no such colour
     */
    public static String ofDrawing(String rules) {
        Map<String, String> light = new HashMap<>();
        Map<String, String> dark = new HashMap<>();
        PAIR.matcher(css()).results().forEach(pair -> {
            light.put(pair.group(1), pair.group(2));
            dark.put(pair.group(1), pair.group(3));
        });
        return filled(rules, light) + "@media screen and (prefers-color-scheme: dark) {\n" + filled(rules, dark) + "}\n";
    }

    private static String filled(String rules, Map<String, String> colours) {
        return USE.matcher(rules).replaceAll(use -> {
            String colour = colours.get(use.group(1));
            if (colour == null) {
                throw new IllegalArgumentException("drawing: there is no colour " + use.group(1)
                        + ". Fix: add it to colours.css.");
            }
            return Matcher.quoteReplacement(colour);
        });
    }
}
