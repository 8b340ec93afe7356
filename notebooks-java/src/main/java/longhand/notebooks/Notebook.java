package longhand.notebooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import longhand.io.disk.AtomicFile;
import longhand.io.disk.FileBytes;

/** A notebook file in Jupyter's format, version 4: cells of text and of code, the code's outputs beside it. */
public final class Notebook {
    private final Path file;
    private final ObjectNode json;
    /** The file as it was last read or written. */
    private String stored;

    private Notebook(Path file, ObjectNode json, String stored) {
        this.file = file;
        this.json = json;
        this.stored = stored;
    }

    /** @throws NotebookException if the file cannot be read or is not a notebook of version 4 */
    public static Notebook read(Path file) {
        try {
            return parse(file, Files.readString(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static NotebookException unreadable(Path file, IOException e) {
        return new NotebookException("cannot read the notebook " + file + ": " + FileBytes.reason(e)
                + ". Fix: check its name and its permissions, or name another file", e);
    }

    /** A notebook whose text is known already. */
    static Notebook parse(Path file, String text) {
        try {
            JsonNode root = NotebookJson.parse(text);
            if (root instanceof ObjectNode object && object.path("nbformat").asInt() == 4
                    && object.path("cells").isArray()
                    && StreamSupport.stream(object.path("cells").spliterator(), false).allMatch(JsonNode::isObject)) {
                return new Notebook(file, object, text);
            }
        } catch (JsonProcessingException e) {
            throw new NotebookException("%s is not a notebook: it is not valid JSON (line %d). Fix: take it from a copy, or save it anew with Jupyter"
                    .formatted(file, e.getLocation() == null ? 0 : e.getLocation().getLineNr()), e);
        }
        throw new NotebookException(file + " is not a notebook of format 4. Fix: save it anew with a current Jupyter");
    }

    public Path file() {
        return file;
    }

    /** All cells, text cells too. */
    public List<NotebookCell> cells() {
        List<NotebookCell> cells = new ArrayList<>();
        json.path("cells").forEach(cell -> cells.add(new NotebookCell((ObjectNode) cell)));
        return cells;
    }

    /** The cells with code, in order: the n-th of them is the one a fresh run marks [n]. */
    public List<NotebookCell> codeCells() {
        return cells().stream().filter(NotebookCell::isCode).toList();
    }

    /** The whole file as nbformat would write it. */
    public String toJson() {
        return NotebookJson.write(json);
    }

    /**
     * Writes the file anew, whole or not at all.
     *
     * @throws NotebookException if it was changed since it was read: what somebody wrote meanwhile stays
     */
    public void save() {
        try {
            if (!Files.readString(file).equals(stored)) {
                throw new NotebookException(file + " was changed while it ran, and stays as it is. Fix: run it again");
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        String text = toJson();
        AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        stored = text;
    }
}
