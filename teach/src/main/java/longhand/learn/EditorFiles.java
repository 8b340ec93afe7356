package longhand.learn;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import longhand.explain.Html;
import longhand.io.disk.AtomicFile;

/**
 * The small files that let IntelliJ, Eclipse and Visual Studio Code open the reader's folder as a project in which the
 * engine's classes are known. A file that is there already stays: it may be the reader's.
 */
final class EditorFiles {
    private EditorFiles() {}

    static void write(Path folder) {
        List<String> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.isEmpty()).map(entry -> Path.of(entry).toAbsolutePath())
                .flatMap(entry -> Stream.concat(Stream.of(entry), named(entry))).map(Path::toString).distinct()
                .toList();
        Map.of(".project", PROJECT,
                ".classpath", CLASSPATH.formatted(lines(jars, "    <classpathentry kind=\"lib\" path=\"%s\"/>")),
                ".vscode/settings.json", SETTINGS.formatted(jars.stream()
                .map(j -> "\"" + j.replace("\\", "\\\\") + "\"")
                        .collect(Collectors.joining(",\n        "))),
                "learn.iml", MODULE.formatted(lines(jars, "          <root url=\"file://%s\"/>")),
                ".idea/modules.xml", MODULES,
                ".idea/misc.xml", JDK)
                .forEach((name, text) -> writeIfMissing(folder.resolve(name), text));
    }

    /** The jars that a jar's manifest names: Java follows them by itself, editors do not. */
    private static Stream<Path> named(Path entry) {
        if (!entry.toString().endsWith(".jar") || Files.notExists(entry)) {
            return Stream.empty();
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            Manifest manifest = jar.getManifest();
            String classPath = manifest == null ? null : manifest.getMainAttributes()
                    .getValue(Attributes.Name.CLASS_PATH);
            return classPath == null ? Stream.empty() : Arrays.stream(classPath.strip().split("\\s+"))
                    .map(entry::resolveSibling);
        } catch (IOException e) {
            return Stream.empty(); // an editor that knows less is better than no exercise
        }
    }

    private static String lines(List<String> jars, String line) {
        return jars.stream().map(j -> line.formatted(Html.escape(j.replace('\\', '/'))))
                .collect(Collectors.joining("\n"));
    }

    private static void writeIfMissing(Path file, String text) {
        if (Files.notExists(file)) {
            AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static final String PROJECT = """
            <?xml version="1.0" encoding="UTF-8"?>
            <projectDescription>
                <name>learn</name>
                <buildSpec>
                    <buildCommand><name>org.eclipse.jdt.core.javabuilder</name></buildCommand>
                </buildSpec>
                <natures><nature>org.eclipse.jdt.core.javanature</nature></natures>
            </projectDescription>
            """;
    private static final String CLASSPATH = """
            <?xml version="1.0" encoding="UTF-8"?>
            <classpath>
                <classpathentry kind="src" path=""/>
                <classpathentry kind="con" path="org.eclipse.jdt.launching.JRE_CONTAINER"/>
            %s
                <classpathentry kind="output" path=".bin"/>
            </classpath>
            """;
    private static final String SETTINGS = """
            {
                "java.project.sourcePaths": ["."],
                "java.project.referencedLibraries": [
                    %s
                ],
                "files.exclude": { "**/*.old*": true }
            }
            """;
    private static final String MODULE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <module type="JAVA_MODULE" version="4">
              <component name="NewModuleRootManager" inherit-compiler-output="true">
                <content url="file://$MODULE_DIR$">
                  <sourceFolder url="file://$MODULE_DIR$" isTestSource="false"/>
                </content>
                <orderEntry type="inheritedJdk"/>
                <orderEntry type="sourceFolder" forTests="false"/>
                <orderEntry type="module-library">
                  <library name="longhand">
                    <CLASSES>
            %s
                    </CLASSES>
                  </library>
                </orderEntry>
              </component>
            </module>
            """;
    private static final String MODULES = """
            <?xml version="1.0" encoding="UTF-8"?>
            <project version="4">
              <component name="ProjectModuleManager">
                <modules>
                  <module fileurl="file://$PROJECT_DIR$/learn.iml" filepath="$PROJECT_DIR$/learn.iml"/>
                </modules>
              </component>
            </project>
            """;
    private static final String JDK = """
            <?xml version="1.0" encoding="UTF-8"?>
            <project version="4">
              <component name="ProjectRootManager" version="2" languageLevel="JDK_25" default="true" project-jdk-name="25"
                         project-jdk-type="JavaSDK">
                <output url="file://$PROJECT_DIR$/.bin"/>
              </component>
            </project>
            """;
}
