package longhand.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages of the build that must agree with each other: modules, bill of materials, versions. */
class ArtifactsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern OURS = Pattern.compile("<artifactId>(longhand-[\\w-]+)</artifactId>");

    @Test
    void theBomNamesEveryLibrary() throws IOException {
        Set<String> libraries = new TreeSet<>();
        for (Path module : modules()) {
            if (Files.exists(module.resolve("src/main/java/module-info.java"))) {
                String own = read(module.resolve("pom.xml")).split("</parent>")[1];
                libraries.add(first(OURS, own));
            }
        }
        String bom = read(ROOT.resolve("bom/pom.xml"));
        Set<String> named = OURS.matcher(bom.substring(bom.indexOf("<dependencyManagement>"))).results()
                .map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(libraries, named);
    }

    @Test
    void allPagesHaveTheSameGroupAndVersion() throws IOException {
        String root = read(ROOT.resolve("pom.xml"));
        String group = first(Pattern.compile("<groupId>(.+?)</groupId>"), root);
        String version = first(Pattern.compile("<version>(.+?)</version>"), root);
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("bom/pom.xml"), ROOT.resolve("examples/outside/pom.xml")));
        modules().forEach(module -> pages.add(module.resolve("pom.xml")));
        Pattern dependency = Pattern.compile(
                "<groupId>([\\w.]*longhand)</groupId>\\s*<artifactId>longhand-[\\w-]+</artifactId>"
                + "\\s*(?:<version>(.+?)</version>)?");
        for (Path page : pages) {
            List<MatchResult> found = dependency.matcher(read(page)).results().toList();
            assertTrue(!found.isEmpty(), page + " names no group");
            for (MatchResult match : found) {
                assertEquals(group, match.group(1), page.toString());
                assertEquals(version, match.group(2) == null ? version : match.group(2), page.toString());
            }
        }
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml"))
                    && !folder.getFileName().toString().equals("bom")).sorted().toList();
        }
    }

    private static String first(Pattern pattern, String text) {
        return pattern.matcher(text).results().findFirst().orElseThrow().group(1);
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file);
    }
}
