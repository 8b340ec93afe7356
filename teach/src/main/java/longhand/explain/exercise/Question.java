package longhand.explain.exercise;

/** Something that a sheet asks: numbers to be worked out, a program to be written, or cells of a notebook. */
public sealed interface Question permits Exercise, CodeQuestion, CellQuestion {

    /** What it is about, for headings: corr2d, level 2. */
    String title();

    /** What is to be done, in a sentence or a paragraph. */
    String text();
}
