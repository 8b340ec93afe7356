/**
 * The learning path of {@code longhand learn}: small Java files with a hole, compiled and judged as soon as they are saved.
 *
 * <p>Read in this order: {@link longhand.cli.learn.Curriculum} lists the tasks, whose sources and hints lie beside this package
 * as resources; {@link longhand.cli.learn.Workspace} is the reader's folder with their copies;
 * {@link longhand.cli.learn.Examiner} compiles one ({@link longhand.cli.learn.JavaSource}) and has it judged
 * ({@link longhand.cli.learn.WindowJudges}, {@link longhand.cli.learn.GradientJudges}); {@link longhand.cli.learn.Progress}
 * remembers what is done; {@link longhand.cli.learn.LearnSession} watches and leads from one task to the next.
 */
package longhand.cli.learn;
