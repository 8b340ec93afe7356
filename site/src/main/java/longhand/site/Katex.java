package longhand.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The files of KaTeX, which draws formulas in the browser, so that the site needs no other server. */
final class Katex {
    private static final Pattern FONT = Pattern.compile("fonts/[\\w-]+\\.woff2");

    private Katex() {}

    static void copy(Path folder) throws IOException {
        String home = "/META-INF/resources/webjars/katex/" + version() + "/";
        String css = new String(read(home + "dist/katex.min.css"), StandardCharsets.UTF_8);
        TreeSet<String> files = new TreeSet<>(List.of("katex.min.css", "katex.min.js"));
        FONT.matcher(css).results().forEach(match -> files.add(match.group()));
        Files.createDirectories(folder.resolve("fonts"));
        for (String file : files) {
            Files.write(folder.resolve(file), read(home + "dist/" + file));
        }
        Files.write(folder.resolve("LICENSE"), read(home + "LICENSE"));
    }

    private static String version() throws IOException {
        var properties = new java.util.Properties();
        properties.load(new java.io.ByteArrayInputStream(read("/META-INF/maven/org.webjars.npm/katex/pom.properties")));
        return properties.getProperty("version");
    }

    private static byte[] read(String resource) throws IOException {
        try (InputStream in = Katex.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        }
    }
}
