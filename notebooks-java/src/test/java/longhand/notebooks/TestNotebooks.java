package longhand.notebooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Builds small notebook files for tests. */
final class TestNotebooks {
    private TestNotebooks() {
    }

    /**
     * A notebook without outputs: one code cell for each source; a source "#tag x" in its first line tags the cell with
     * x.
     */
    static Notebook write(Path file, String... sources) {
        ObjectNode root = NotebookJson.MAPPER.createObjectNode();
        ArrayNode cells = root.putArray("cells");
        cells.addObject().put("cell_type", "markdown").put("id", "title").put("source", "# A test")
                .putObject("metadata");
        for (int i = 0; i < sources.length; i++) {
            ObjectNode cell = cells.addObject().put("cell_type", "code").put("id", "cell-" + (i + 1))
                    .putNull("execution_count");
            String source = sources[i];
            ObjectNode metadata = cell.putObject("metadata");
            if (source.startsWith("#tag ")) {
                metadata.putArray("tags").add(source.lines().findFirst().orElseThrow().substring(5));
                source = source.substring(source.indexOf('\n') + 1);
            }
            cell.set("source", NotebookJson.lines(source));
            cell.putArray("outputs");
        }
        root.putObject("metadata").putObject("kernelspec").put("display_name", "Java (Longhand)")
                .put("language", "java")
                .put("name", KernelSpec.NAME);
        root.put("nbformat", 4).put("nbformat_minor", 5);
        try {
            Files.writeString(file, NotebookJson.write(root));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Notebook.read(file);
    }
}
