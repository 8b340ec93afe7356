package longhand.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which file of the repository becomes which page of the site; where the links between them lead. */
final class SitePages {
    private final Path repository;
    private final String web;
    /** Sources and pages, relative to the repository and to the site. */
    private final Map<Path, Path> targets = new LinkedHashMap<>();

    private SitePages(Path repository, String web) {
        this.repository = repository;
        this.web = web;
    }

    /**
     * The README, the book and the lessons of a repository.
     *
     * @param web where the other files of the repository are on the web, ends with a slash
     */
    static SitePages of(Path repository, String web) throws IOException {
        SitePages pages = new SitePages(repository, web);
        pages.targets.put(Path.of("README.md"), Path.of("index.html"));
        pages.targets.put(Path.of("notebooks-java/README.md"), Path.of("lessons/index.html"));
        for (Path source : files(repository.resolve("docs"), ".md")) {
            Path name = source.getFileName();
            pages.targets.put(repository.relativize(source), Path.of("book", renamed(name, "README.md", ".md")));
        }
        for (Path source : files(repository.resolve("notebooks-java/lessons"), ".ipynb")) {
            pages.targets.put(repository.relativize(source),
                    Path.of("lessons", renamed(source.getFileName(), "", ".ipynb")));
        }
        return pages;
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static String renamed(Path name, String index, String ending) {
        return name.toString().equals(index) ? "index.html" : name.toString().replace(ending, ".html");
    }

    Path repository() {
        return repository;
    }

    List<Path> sources() {
        return List.copyOf(targets.keySet());
    }

    /** The lessons in order. */
    List<Path> lessons() {
        return new ArrayList<>(targets.keySet()).stream().filter(source -> source.toString().endsWith(".ipynb"))
                .toList();
    }

    Path target(Path source) {
        return targets.get(source);
    }

    /** What leads from a page to the top of the site: "" or "../". */
    String toTop(Path source) {
        return "../".repeat(target(source).getNameCount() - 1);
    }

    /**
     * The link of a source as the page of that source writes it: to the page of another source, to a picture, or to the
     * file on the web.
     *
     * @throws IllegalArgumentException if it leads to no file
     */
    String link(Path source, String link) {
        if (link.matches("(?i)[a-z][a-z0-9+.-]*:.*") || link.startsWith("#")) {
            return link;
        }
        String path = link.replaceFirst("#.*", "");
        Path file = Path.of("/").resolve(source).resolveSibling(path).normalize();
        Path relative = Path.of("/").relativize(file);
        if (!Files.exists(repository.resolve(relative))) {
            throw new IllegalArgumentException(source + " links to " + link
                    + ", which is no file. Fix: correct the link");
        }
        if (targets.containsKey(relative)) {
            return toTop(source) + target(relative).toString().replace('\\', '/') + link.substring(path.length());
        }
        Path pictures = Path.of("docs/pictures");
        return relative.startsWith(pictures)
                ? toTop(source) + "pictures/" + pictures.relativize(relative).toString().replace('\\', '/')
                : web + relative.toString().replace('\\', '/');
    }
}
