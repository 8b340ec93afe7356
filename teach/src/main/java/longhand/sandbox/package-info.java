/**
 * Runs code that nobody has read yet, in a process of its own: whatever it does (ends Java, never stops, fills the
 * memory, prints without end, leaves threads behind), this process goes on and says in a sentence what happened.
 *
 * <p>Read in this order: {@link longhand.sandbox.WorkerProcess} starts the process, asks it and ends it when it has
 * {@link longhand.sandbox.Spent} its time; {@link longhand.sandbox.Program} is Java source that was compiled there and
 * whose static methods can be called; {@link longhand.sandbox.Workers} keeps a process ready; {@link
 * longhand.sandbox.GradedWork} says what a stranger's program may use; {@link longhand.sandbox.ValueJson} carries
 * arguments and results. In the other process, {@link longhand.sandbox.WorkerLoop} answers, {@link
 * longhand.sandbox.ProgramMain} compiles with {@link longhand.sandbox.JavaSource} and calls, and {@link
 * longhand.sandbox.CapturedOutput} keeps what the code prints.
 *
 * <p>This protects from accidents and from mischief, not from an expert: the code has the rights of whoever runs it.
 * Grade a class of strangers on a machine, or in a container, that holds nothing else.
 */
package longhand.sandbox;
