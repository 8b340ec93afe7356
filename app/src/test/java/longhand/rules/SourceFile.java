package longhand.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One file of the project, as lines. */
record SourceFile(Path path, List<String> lines) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** All Java files of all modules: main, test, and the benchmarks against other engines. */
    static List<SourceFile> all() {
        return matching("[^/]+/src/(main|test|test-fixtures|peers)/java/.*\\.java");
    }

    /** Style sheets, scripts and templates of the pages that the program writes. */
    static List<SourceFile> pages() {
        return matching("[^/]+/src/main/resources/.*\\.(css|js|html)");
    }

    private static List<SourceFile> matching(String path) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> ROOT.relativize(file).toString().replace('\\', '/').matches(path)).sorted()
                    .map(SourceFile::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The file's path below the root of the project, with line number. */
    String at(int lineIndex) {
        return ROOT.relativize(path) + ":" + (lineIndex + 1);
    }

    boolean isMain() {
        return path.toString().replace('\\', '/').contains("/src/main/java/");
    }

    /** Whether the file is the source of a public type in a package that its module exports. */
    boolean isExported() {
        Path module = ROOT.resolve(ROOT.relativize(path).getName(0)).resolve("src/main/java/module-info.java");
        return isMain() && Files.exists(module) && lines.stream().anyMatch(line -> line.startsWith("public "))
                && read(module).lines.stream().anyMatch(line -> line.strip().equals("exports " + packageName() + ";"));
    }

    String packageName() {
        return lines.stream().filter(line -> line.startsWith("package ")).findFirst()
                .map(line -> line.substring("package ".length(), line.indexOf(';'))).orElse("");
    }

    /** Whether a line belongs to a text block: it is a literal, which does not count as length. */
    boolean isInTextBlock(int lineIndex) {
        return lines.subList(0, lineIndex).stream().filter(line -> line.contains("\"\"\"")).count() % 2 == 1;
    }

    /** The lines before the first type, where package and imports stand. */
    List<String> head() {
        String type = "(public |final |abstract |sealed |@).*|(class|interface|record|enum) .*";
        return lines.stream().takeWhile(line -> !line.matches(type)).toList();
    }

    private static SourceFile read(Path file) {
        try {
            return new SourceFile(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
