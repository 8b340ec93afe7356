package longhand.cli;

import java.io.PrintWriter;
import java.util.List;
import longhand.explain.WindowSolver;
import longhand.shape.Size2d;
import longhand.shape.Window2d;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code longhand solve}: turns formulas around. */
@Command(
        name = "solve",
        mixinStandardHelpOptions = true,
        description = "Turn the output-size formula around: which windows lead from one size to another?",
        subcommands = SolveCommand.Conv.class)
final class SolveCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** {@code longhand solve conv --in 224 --out 54}. */
    @Command(
            name = "conv",
            aliases = "pool",
            mixinStandardHelpOptions = true,
            description = "List kernel, stride and padding of the convolutions or poolings that lead from --in pixels to --out "
                    + "pixels.",
            footer = {"", "Example, the first layer of NiN:", "  longhand solve conv --in 224 --out 54"})
    static final class Conv implements Runnable {
        @Spec
        private CommandSpec spec;

        @Option(names = "--in", required = true, description = "Rows (and columns) of the input.")
        private int in;

        @Option(names = "--out", required = true, description = "Rows (and columns) of the output.")
        private int out;

        @Option(names = {"-k", "--kernel"}, defaultValue = "0", description = "Only this kernel size.")
        private int kernel;

        @Option(names = {"-s", "--stride"}, defaultValue = "0", description = "Only this stride.")
        private int stride;

        @Option(names = {"-p", "--padding"}, defaultValue = "-1", description = "Only this padding.")
        private int padding;

        @Option(names = {"-d", "--dilation"}, defaultValue = "1", description = "The dilation (default: 1).")
        private int dilation;

        @Option(names = "--max-kernel", defaultValue = "11",
                description = "The largest kernel size to try (default: 11).")
        private int largest;

        @Override
        public void run() {
            List<WindowSolver.Solution> solutions =
                    WindowSolver.solve(new WindowSolver.Question(in, out, largest, dilation, kernel, stride,
                    padding));
            PrintWriter terminal = spec.commandLine().getOut();
            if (solutions.isEmpty()) {
                throw new IllegalArgumentException("solve: no window leads from " + in + " to " + out
                        + " with kernels up to " + largest
                        + ", strides up to the kernel and padding up to half of it. Try --max-kernel, --stride or --padding.");
            }
            terminal.println("kernel  stride  padding  unused");
            for (WindowSolver.Solution s : solutions) {
                Window2d w = s.window();
                terminal.printf("%6d  %6d  %7d  %6d%n", w.kernel().h(), w.stride().h(), w.padding().h(), s.unused());
            }
            terminal.println("unused: rows at the end that no window reaches; the first line: "
                    + solutions.getFirst().window().outputWorking(Size2d.square(in)));
            terminal.flush();
        }
    }
}
