package longhand.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The flags in {@code longhand.jvmflags} that choose classes by name: the JVM says nothing if there is no such class.
 */
class JvmFlagsTest {
    private static final Path FLAGS = Path.of("..", "longhand.jvmflags");
    /** As in {@code -XX:CompileCommand=MaxNodeLimit,longhand.ops.*::*,4000}. */
    private static final Pattern COMMAND = Pattern.compile("-XX:CompileCommand=\\w+,([\\w.$*]+)::([\\w*]+).*");

    @Test
    void everyPatternMatchesAClass() throws IOException {
        Set<String> classes = ourClasses();
        classes.addAll(classesOfTheJdk());
        List<String> patterns = patterns();
        assertFalse(patterns.isEmpty(), "no flag chooses classes");
        assertEquals(List.of(), patterns.stream().filter(p -> classes.stream().noneMatch(name -> matches(p, name)))
                .toList());
    }

    /**
     * Loops with vectors are compiled sooner than others; a class that is not covered would run in the interpreter for
     * long.
     */
    @Test
    void everyClassWithVectorLoopsIsCompiledSooner() {
        Pattern vectors = Pattern.compile("import jdk\\.incubator\\.vector\\..*");
        List<String> users = SourceFile.all().stream().filter(SourceFile::isMain)
                .filter(file -> file.lines().stream().anyMatch(line -> vectors.matcher(line).matches()))
                .map(JvmFlagsTest::name).toList();
        assertFalse(users.isEmpty(), "no class uses vectors");
        List<String> sooner = flags().filter(line -> line.contains("=CompileThresholdScaling,"))
                .map(JvmFlagsTest::pattern).toList();
        assertEquals(List.of(), users.stream().filter(name -> sooner.stream().noneMatch(p -> matches(p, name)))
                .toList());
    }

    @Test
    void starsStandForAnyEnd() {
        assertTrue(matches("longhand.ops.*", "longhand.ops.Pooling"));
        assertTrue(matches("longhand.backend.cpu.loops.Vector*", "longhand.backend.cpu.loops.VectorMath"));
        assertFalse(matches("longhand.backend.cpu.Vector*", "longhand.backend.cpu.loops.VectorMath"));
    }

    private static Stream<String> flags() {
        try {
            return Files.readAllLines(FLAGS).stream();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> patterns() {
        return flags().filter(line -> COMMAND.matcher(line).matches()).map(JvmFlagsTest::pattern).distinct().toList();
    }

    private static String pattern(String flag) {
        Matcher m = COMMAND.matcher(flag);
        assertTrue(m.matches(), flag);
        return m.group(1);
    }

    /** The JVM allows stars at both ends of a class name. */
    private static boolean matches(String pattern, String name) {
        return name.matches(Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).reduce((a, b) -> a + ".*" + b)
                .orElseThrow());
    }

    private static Set<String> ourClasses() {
        Set<String> names = new HashSet<>();
        SourceFile.all().stream().filter(SourceFile::isMain).forEach(file -> names.add(name(file)));
        return names;
    }

    private static String name(SourceFile file) {
        String path = file.path().toString().replace('\\', '/');
        String below = path.substring(path.indexOf("/src/main/java/") + "/src/main/java/".length());
        return below.replaceAll("\\.java$", "").replace('/', '.');
    }

    private static Set<String> classesOfTheJdk() throws IOException {
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        Set<String> names = new HashSet<>();
        for (String module : new String[] {"java.base", "jdk.incubator.vector"}) {
            Path root = modules.resolve(module);
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".class"))
                        .forEach(file -> names.add(root.relativize(file).toString().replaceAll("\\.class$", "")
                        .replace('/', '.')));
            }
        }
        return names;
    }
}
