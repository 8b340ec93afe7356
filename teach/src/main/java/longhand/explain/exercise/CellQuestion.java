package longhand.explain.exercise;

/**
 * Cells of a notebook to be filled in, tested by one of the notebook's own cells.
 *
 * @param title the name of the testing cell
 */
public record CellQuestion(String title) implements Question {

    @Override
    public String text() {
        return "Tested by the cell " + title + " of the notebook.";
    }
}
