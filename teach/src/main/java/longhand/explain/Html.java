package longhand.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The little HTML that pages have in common: escaping, and templates with {@code {{placeholders}}}. */
public final class Html {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\w+)}}");

    private Html() {}

    /** Text that can stand in an element or in a quoted attribute. */
    public static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /**
     * A template that lies beside a class, filled in.
     *
     * @param values what stands for each placeholder, already HTML
     * @throws IllegalArgumentException if the template has a placeholder without value
     */
    public static String fill(Class<?> beside, String template, Map<String, String> values) {
        return PLACEHOLDER.matcher(resource(beside, template)).replaceAll(match -> {
            String value = values.get(match.group(1));
            if (value == null) {
                throw new IllegalArgumentException("template " + template + ": no value for {{" + match.group(1)
                        + "}}.");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /** A text file that lies beside a class. */
    public static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("there is no file " + name + " beside " + beside.getName() + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
