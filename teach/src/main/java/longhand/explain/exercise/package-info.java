/**
 * Homework for a class: made, printed, filled in, collected, graded.
 *
 * <p>Read in this order: {@link longhand.explain.exercise.ExerciseKind} draws problems,
 * {@link longhand.explain.exercise.Exercise} keeps drawing until the common mistakes change the answer; a
 * {@link longhand.explain.exercise.Question} is such a problem or a program to be written;
 * {@link longhand.explain.exercise.ClassList} reads who is in the class; an
 * {@link longhand.explain.exercise.Assignment} is what a class gets, {@link longhand.explain.exercise.SheetPages}
 * shows it, {@link longhand.explain.exercise.KeyFile} stores it, {@link longhand.explain.exercise.Homework} is its
 * folder.
 *
 * <p>Grading: {@link longhand.explain.exercise.Submissions} finds out which file is whose, {@link
 * longhand.explain.exercise.AnswerText} and {@link longhand.explain.check.AnswerNumbers} read it, {@link
 * longhand.explain.exercise.Grader} compares, {@link longhand.explain.exercise.Rubric} gives points, {@link
 * longhand.explain.exercise.Neighbours} finds copies; {@link longhand.explain.exercise.ClassPage}, {@link
 * longhand.explain.exercise.FeedbackPages}, {@link longhand.explain.exercise.GradeTables} and {@link
 * longhand.explain.exercise.Gradescope} show what came out.
 */
package longhand.explain.exercise;
