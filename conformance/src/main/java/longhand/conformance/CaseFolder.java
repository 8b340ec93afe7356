package longhand.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import longhand.io.FileFormatException;

/** Finds reference cases: {@code cases.json} lists them, one .npz file each. */
public final class CaseFolder {
    private CaseFolder() {}

    /** The cases that ship with Longhand. */
    public static List<ReferenceCase> shipped() {
        try {
            URI uri = Objects.requireNonNull(CaseFolder.class.getResource("cases/cases.json")).toURI();
            if (uri.getScheme().equals("jar")) {
                openJar(uri);
            }
            return load(Path.of(uri).getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void openJar(URI uri) {
        try {
            FileSystems.newFileSystem(uri, Map.of());
        } catch (FileSystemAlreadyExistsException e) {
            return; // opened by an earlier call, and stays open for the life of the process
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The cases of a folder.
     *
     * @throws FileFormatException if {@code cases.json} is missing or damaged
     */
    public static List<ReferenceCase> load(Path folder) {
        Path index = folder.resolve("cases.json");
        if (!Files.isReadable(index)) {
            throw new FileFormatException(index,
                    "there is no such file; a folder of cases has a cases.json and the .npz files it names");
        }
        try {
            List<ReferenceCase> cases = new ObjectMapper().readValue(Files.readString(index), new TypeReference<>() {});
            return cases.stream().map(c -> c.in(folder)).toList();
        } catch (JsonProcessingException e) {
            throw new FileFormatException(index, "not a list of cases: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
