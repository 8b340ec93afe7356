/**
 * The learning path of {@code longhand learn}: small Java files with a hole, compiled and judged as soon as they are
 * saved.
 *
 * <p>Read in this order: {@link longhand.learn.Curriculum} lists the tasks, whose sources and hints lie beside this
 * package as resources; {@link longhand.learn.Workspace} is the reader's folder with their copies;
 * {@link longhand.learn.Examiner} has one compiled in a process of its own (package {@code longhand.sandbox}) and
 * judged ({@link longhand.learn.WindowJudges}, {@link longhand.learn.GradientJudges}); {@link longhand.learn.Progress}
 * remembers what is done; {@link longhand.learn.LearnSession} watches and leads from one task to the next.
 */
package longhand.learn;
