package longhand.notebooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import longhand.backend.Backends;
import longhand.random.Generator;

/** Runs all cells of a notebook in a fresh session: to check what is stored against what comes out, or to store it. */
public final class NotebookRunner {
    /**
     * A cell that ran.
     *
     * @param number the number in brackets
     * @param outputs what came out, in the file's form
     */
    record Run(NotebookCell cell, int number, ArrayNode outputs, CellResult result) {
        /** Whether it failed without the tag that allows it. */
        boolean failed() {
            return result.error().isPresent() && !cell.hasTag(NotebookCell.RAISES);
        }
    }

    private NotebookRunner() {
    }

    /** Runs the cells in order, up to the first that fails although it should not. */
    static List<Run> run(Notebook notebook) {
        List<Run> runs = new ArrayList<>();
        asInAFreshProcess();
        try (Engine engine = Engine.open()) {
            for (NotebookCell cell : notebook.codeCells()) {
                int number = runs.size() + 1;
                var outputs = new StoredOutputs();
                CellResult result = engine.run(cell.source(), number, outputs);
                runs.add(new Run(cell, number, outputs.finish(result, number), result));
                if (runs.getLast().failed()) {
                    break;
                }
            }
        }
        return runs;
    }

    /**
     * Notebooks run one after the other in this process must not see each other's choice of backend or position in
     * chance.
     */
    private static void asInAFreshProcess() {
        Backends.use("cpu");
        Generator.manualSeed(Generator.DEFAULT_SEED);
    }

    /**
     * Runs the notebook and compares.
     *
     * @return what is wrong, one finding a cell, each with the cell's number; empty if all is as stored
     */
    public static List<String> check(Notebook notebook) {
        List<String> findings = new ArrayList<>();
        for (Run run : run(notebook)) {
            String where = "%s, cell [%d]: ".formatted(notebook.file().getFileName(), run.number());
            if (run.failed()) {
                findings.add(where + "failed\n" + run.result().error().orElseThrow());
            } else if (run.cell().hasTag(NotebookCell.RAISES) && run.result().error().isEmpty()) {
                findings.add(where + "should fail (it is tagged " + NotebookCell.RAISES + ") but ran to its end");
            } else if (!run.cell().hasTag(NotebookCell.IGNORE_OUTPUT)) {
                OutputCheck.difference(run.cell().outputs(), run.outputs()).ifPresent(d -> findings.add(where + d));
            }
        }
        return findings;
    }

    /**
     * Runs the notebook and stores what comes out, in the notebook and in its file.
     *
     * @throws NotebookException with the cell's number if a cell fails that should not; the file is then left as it was
     */
    public static void update(Notebook notebook) {
        List<Run> runs = run(notebook);
        for (Run run : runs) {
            if (run.failed()) {
                throw new NotebookException("%s, cell [%d] failed; nothing was stored\n%s"
                        .formatted(notebook.file(), run.number(), run.result().error().orElseThrow()));
            }
            run.cell().store(run.number(), run.outputs());
        }
        notebook.save();
    }
}
