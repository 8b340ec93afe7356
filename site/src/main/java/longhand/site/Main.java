package longhand.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Writes the whole site: {@code ./mvnw -Psite}. */
final class Main {
    private Main() {}

    /**
     * @param args the repository, the folder of the site, and the address under which the repository's files are on
     *     the web
     */
    public static void main(String[] args) throws IOException {
        Path repository = Path.of(args[0]);
        Path out = Path.of(args[1]);
        SitePages pages = SitePages.of(repository, args[2]);
        Markdown markdown = new Markdown(pages);
        for (Path source : pages.sources()) {
            String html = source.toString().endsWith(".md") ? markdown.page(source) : LessonPage.html(markdown, source);
            write(out.resolve(pages.target(source)), html);
        }
        copy(repository.resolve("docs/pictures"), out.resolve("pictures"));
        Playground.write(out.resolve("play"));
        Katex.copy(out.resolve("katex"));
        write(out.resolve("site.css"), Skeleton.css());
        Path javadoc = repository.resolve("target/reports/apidocs");
        if (Files.exists(javadoc)) {
            copy(javadoc, out.resolve("javadoc"));
        }
        System.out.println("The site: " + out.resolve("index.html"));
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                Files.write(target, Files.readAllBytes(file));
            }
        }
    }
}
