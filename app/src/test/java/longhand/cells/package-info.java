/**
 * The code cells of the five course notes in Java, one class per document, the number of the cell in each name, with
 * the output that the notes print. "S4 §3.2" and the like are explained in docs/the-notes.md.
 */
package longhand.cells;
