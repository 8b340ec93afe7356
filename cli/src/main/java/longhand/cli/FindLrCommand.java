package longhand.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import longhand.cli.run.Figures;
import longhand.cli.run.LrFinder;
import longhand.models.Models;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code longhand find-lr}: which learning rate a model may be trained with. */
@Command(
        name = "find-lr",
        mixinStandardHelpOptions = true,
        description = "Find a learning rate: some steps, each with a larger one than the step before, until the loss explodes (Smith 2017). Nothing is saved.")
final class FindLrCommand implements Callable<Integer> {
    private static final int WIDTH = 30;
    /** What it shares with train is the recipe, but it ends by itself and tries rates of its own. */
    private static final List<String> IDLE = List.of("--lr", "--schedule", "--epochs");

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", arity = "0..1", paramLabel = "MODEL", defaultValue = "nin",
            description = "Name of the model (default ${DEFAULT-VALUE}); 'longhand models' lists them.")
    private String model;

    @Mixin
    private RunOptions run;

    @Mixin
    private BackendOptions backend;

    @Option(names = "--steps", paramLabel = "N", defaultValue = "100",
            description = "Steps at most (default ${DEFAULT-VALUE}).")
    private int steps;

    @Override
    public Integer call() {
        requireNoRates();
        backend.apply();
        PrintWriter out = spec.commandLine().getOut();
        LrFinder.Found found = LrFinder.search(run.config(Models.get(model), 0, 1), steps, out::println);
        double highest = found.tried().stream().mapToDouble(LrFinder.Tried::smoothedLoss).max().orElse(1);
        int every = Math.max(1, found.tried().size() / 20);
        for (int i = 0; i < found.tried().size(); i += every) {
            LrFinder.Tried tried = found.tried().get(i);
            out.printf(Locale.ROOT, "  lr %-9.2e loss %-9s %s%n", tried.lr(), Figures.loss(tried.smoothedLoss()),
                    "#".repeat((int) Math.max(0, Math.round(WIDTH * tried.smoothedLoss() / highest))));
        }
        out.println(found.advice());
        out.flush();
        return 0;
    }

    private void requireNoRates() {
        IdleOptions.refuse(spec, "it tries rates of its own until the loss explodes", IDLE);
    }

    /** Its help offers nothing that it refuses. */
    static void hideIdle(CommandLine line) {
        IdleOptions.hide(line.getCommandSpec(), IDLE);
    }
}
