/**
 * The lessons as notebooks, and what runs them.
 *
 * <p>Reading order: {@link longhand.notebooks.Engine} runs cells of Java in this process ({@code CellControl},
 * {@code Interrupts} and {@code ErrorReports} are its parts); {@code Renderer} turns a value into what a reader sees;
 * {@link longhand.notebooks.Notebook} is the file, {@link longhand.notebooks.NotebookRunner} runs one and compares, and
 * {@link longhand.notebooks.KernelMain} offers the same engine to Jupyter. The lessons themselves lie in {@code
 * lessons/}.
 */
package longhand.notebooks;
