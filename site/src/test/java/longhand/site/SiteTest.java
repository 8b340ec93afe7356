package longhand.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();
    private static final String WEB = "https://example.org/blob/main/";
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("id=\"([^\"]*)\"");

    private static Map<Path, String> pages() throws IOException {
        SitePages sources = SitePages.of(REPOSITORY, WEB);
        Markdown markdown = new Markdown(sources);
        Map<Path, String> pages = new TreeMap<>();
        for (Path source : sources.sources()) {
            pages.put(sources.target(source), source.toString().endsWith(".md") ? markdown.page(source)
                    : LessonPage.html(markdown, source));
        }
        return pages;
    }

    /** Javadoc, pages to play with, styles and pictures are made by others. */
    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        Map<Path, String> pages = pages();
        assertTrue(pages.size() > 20, pages.keySet().toString());
        List<String> broken = new ArrayList<>();
        pages.forEach((page, html) -> LINK.matcher(html.replaceAll("srcdoc=\"[^\"]*\"", "")).results()
                .map(link -> link.group(1))
                .filter(link -> !leads(pages, page, link)).forEach(link -> broken.add(page + " -> " + link)));
        assertEquals(List.of(), broken);
    }

    private static boolean leads(Map<Path, String> pages, Path page, String link) {
        if (link.startsWith(WEB)) {
            return Files.exists(REPOSITORY.resolve(link.substring(WEB.length())));
        }
        if (link.matches("(https?|data):.*")) {
            return true;
        }
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page
                : Path.of("/").relativize(Path.of("/").resolve(page).resolveSibling(parts[0])
                .normalize());
        if (List.of("katex", "play", "javadoc", "site.css").contains(target.getName(0).toString())) {
            return true;
        }
        if (target.startsWith("pictures")) {
            return Files.exists(REPOSITORY.resolve("docs").resolve(target));
        }
        return pages.containsKey(target)
                && (parts.length == 1 || ID.matcher(pages.get(target)).results()
                .anyMatch(id -> id.group(1).equals(parts[1])));
    }

    @Test
    void aLinkToNoFileIsAnError() throws IOException {
        Markdown markdown = new Markdown(SitePages.of(REPOSITORY, WEB));
        String message = assertThrows(IllegalArgumentException.class,
                () -> markdown.html(Path.of("docs/README.md"), "[x](nowhere.md)")).getMessage();
        assertTrue(message.contains("docs/README.md") && message.contains("nowhere.md"), message);
    }

    @Test
    void formulasAreKeptFromMarkdown() throws IOException {
        Markdown markdown = new Markdown(SitePages.of(REPOSITORY, WEB));
        String html = markdown.html(Path.of("docs/README.md"),
                "With $w_1 x_1 * w_2 * x_2 < 3$ and `$HOME and $PATH`:\n\n$$\\frac{a}{b}\n= *c*$$\n\n```\n$x$ and $y$\n```\n");
        assertTrue(html.contains("<span class=\"formula\" data-display=\"false\">w_1 x_1 * w_2 * x_2 &lt; 3</span>"),
                html);
        assertTrue(html.contains("<span class=\"formula\" data-display=\"true\">\\frac{a}{b}\n= *c*</span>"), html);
        assertTrue(html.contains("<code>$HOME and $PATH</code>"), html);
        assertTrue(html.contains("$x$ and $y$"), html);
    }

    @Test
    void lessonsShowCodeOutputsAndPictures() throws IOException {
        String lenet = pages().get(Path.of("lessons/07-lenet.html"));
        assertTrue(lenet.contains("<title>Lesson 7: LeNet on Fashion-MNIST</title>"));
        assertTrue(lenet.contains("new Conv2d(1, 6, 5)"));
        assertTrue(lenet.contains("Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))"));
        assertTrue(lenet.contains("src=\"data:image/png;base64,"));
        assertTrue(lenet.contains("href=\"08-alexnet-and-vgg.html\""));
        assertFalse(pages().values().stream().anyMatch(html -> html.contains("<script src=\"http")),
                "a foreign script");
    }

    @Test
    void theFontsOfFormulasAreInTheSite(@TempDir Path folder) throws IOException {
        Katex.copy(folder);
        assertTrue(Files.size(folder.resolve("katex.min.js")) > 100_000);
        assertTrue(Files.exists(folder.resolve("fonts/KaTeX_Main-Regular.woff2")));
    }
}
