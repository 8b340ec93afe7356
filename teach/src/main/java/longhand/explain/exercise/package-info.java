/**
 * Exercises to be solved on paper: made, printed, graded.
 *
 * <p>Read in this order: {@link longhand.explain.exercise.ExerciseKind} draws problems,
 * {@link longhand.explain.exercise.Exercise} keeps drawing until no two mistakes give the same answer,
 * {@link longhand.explain.exercise.ExerciseSet} is what a class gets, {@link longhand.explain.exercise.Sheet} prints it,
 * {@link longhand.explain.exercise.KeyFile} stores it for grading, {@link longhand.explain.exercise.Grader} grades a folder of
 * answers, {@link longhand.explain.exercise.GradeFiles} writes what came out.
 */
package longhand.explain.exercise;
