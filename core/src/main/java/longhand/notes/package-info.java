/**
 * The functions of the course notes as they stand there: {@link longhand.notes.CourseNotes}. The textbook for
 * everything else.
 */
package longhand.notes;
