package longhand.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import longhand.datasets.transforms.Transform;
import longhand.models.Models;
import longhand.nn.Layer;
import longhand.tensor.Tensor;

/**
 * Which build of this program a process runs: a code of all classes that decide about numbers. Two builds of one
 * version may compute different things; where the classes lie, in folders, jars or one jar, does not matter.
 */
final class Build {
    /** One class of each module. */
    private static final List<Class<?>> MODULES = List.of(Tensor.class, Layer.class, Transform.class, Models.class,
            Build.class);
    private static final Pattern CLASSES = Pattern.compile(
            "longhand/(autograd|backend|cluster|data|datasets|models|nn|ops|random|shape|tensor)/.+\\.class");
    private static final int SHOWN_BYTES = 4;

    private Build() {}

    /** The code of this program, as hexadecimal digits. */
    static String code() {
        try {
            List<Path> places = new ArrayList<>();
            for (Class<?> one : MODULES) {
                places.add(Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI()));
            }
            return code(places);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e); // class loaders of Java and Spark give addresses of files
        }
    }

    /** The code of the classes in these folders and jars. */
    static String code(Collection<Path> places) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        for (Path place : places) {
            if (Files.isDirectory(place)) {
                read(place, classes);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(place)) {
                    read(jar.getPath("/"), classes);
                }
            }
        }
        MessageDigest all = sha256();
        classes.forEach((name, code) -> {
            all.update(name.getBytes(StandardCharsets.UTF_8));
            all.update(code);
        });
        return HexFormat.of().formatHex(all.digest(), 0, SHOWN_BYTES);
    }

    private static void read(Path root, Map<String, byte[]> classes) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (CLASSES.matcher(name).matches() && !name.startsWith("longhand/backend/opencl/")) {
                    classes.put(name, sha256().digest(Files.readAllBytes(file)));
                }
            }
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
