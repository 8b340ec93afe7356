package longhand.notebooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Collects a cell's outputs in the form in which a notebook file stores them. */
final class StoredOutputs implements OutputSink {
    /** Where an output's metadata names the types that differ between machines. */
    static final String MACHINE_DEPENDENT = "machine_dependent";
    private final ArrayNode outputs = JsonNodeFactory.instance.arrayNode();
    private String stream = "";
    private final StringBuilder text = new StringBuilder();

    @Override
    public synchronized void stdout(String printed) {
        append("stdout", printed);
    }

    @Override
    public synchronized void stderr(String printed) {
        append("stderr", printed);
    }

    private void append(String name, String printed) {
        if (!stream.equals(name)) {
            closeStream();
            stream = name;
        }
        text.append(printed);
    }

    private void closeStream() {
        if (!text.isEmpty()) {
            ObjectNode output = outputs.addObject().put("output_type", "stream").put("name", stream);
            output.set("text", NotebookJson.lines(text.toString()));
            text.setLength(0);
        }
    }

    @Override
    public synchronized void display(MimeBundle bundle) {
        closeStream();
        add("display_data", bundle);
    }

    private ObjectNode add(String type, MimeBundle bundle) {
        ObjectNode output = outputs.addObject().put("output_type", type);
        ObjectNode data = output.putObject("data");
        bundle.data().forEach((mime, content) -> {
            if (mime.equals(MimeBundle.PNG)) {
                data.put(mime, content);
            } else {
                data.set(mime, NotebookJson.lines(content));
            }
        });
        ObjectNode metadata = output.putObject("metadata");
        putMachineDependent(metadata, bundle.machineDependent());
        return output;
    }

    private static void putMachineDependent(ObjectNode metadata, Set<String> types) {
        if (!types.isEmpty()) {
            ArrayNode names = metadata.putObject("longhand").putArray(MACHINE_DEPENDENT);
            types.forEach(names::add);
        }
    }

    /** All outputs, the cell's value or error last. */
    synchronized ArrayNode finish(CellResult result, int executionCount) {
        closeStream();
        result.value().ifPresent(value -> add("execute_result", value).put("execution_count", executionCount));
        result.error().ifPresent(error -> {
            ObjectNode output = outputs.addObject().put("output_type", "error").put("ename", error.name())
                    .put("evalue", error.message());
            ArrayNode traceback = output.putArray("traceback");
            error.report().forEach(traceback::add);
        });
        return outputs;
    }
}
