package longhand.explain.exercise;

/** Something that a sheet asks: numbers to be worked out, or a program to be written. */
public sealed interface Question permits Exercise, CodeQuestion {

    /** What it is about, for headings: corr2d, level 2. */
    String title();

    /** What is to be done, in a sentence or a paragraph. */
    String text();
}
