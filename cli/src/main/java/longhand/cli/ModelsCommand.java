package longhand.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import longhand.models.Model;
import longhand.models.Models;
import longhand.models.Recipe;
import longhand.nn.optim.Optimizers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code longhand models}: the models and their recipes. */
@Command(name = "models", mixinStandardHelpOptions = true,
        description = "List the models and the recipes to train them.")
final class ModelsCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        for (Model model : Models.all()) {
            out.println(model.name() + ": " + model.summary());
            model.recipes().forEach((name, recipe) -> out.println("    " + line(name, recipe)));
        }
        out.flush();
    }

    private static String line(String name, Recipe r) {
        String images = r.trainImages() == Recipe.ALL ? "all images"
                : String.format(Locale.ROOT, "%,d images", r.trainImages());
        return String.format(Locale.ROOT, "%-9s %3d×%-3d  batch %3d  %-5s lr %-6s  %2d epochs%s of %s  (%s)", name,
                r.side(), r.side(), r.batchSize(), r.optimizer(), r.lr(), r.epochs(),
                r.leastSeen() == 0 ? "" : String.format(Locale.ROOT, ", until %,d are seen,", r.leastSeen()), images,
                String.join(", ", details(r)));
    }

    /** What is not as usual. */
    private static List<String> details(Recipe r) {
        List<String> words = new ArrayList<>(List.of(r.source()));
        addUnless(words, Optimizers.defaultMomentum(r.optimizer()), r.momentum(), "momentum " + r.momentum());
        addUnless(words, "constant", r.schedule(), r.schedule());
        addUnless(words, "default", r.init(), r.init());
        addUnless(words, Recipe.AS_STORED, r.normalize(), "normalised");
        addUnless(words, "none", r.augment(), r.augment());
        return words;
    }

    private static void addUnless(List<String> words, Object usual, Object value, String word) {
        if (!value.equals(usual)) {
            words.add(word);
        }
    }
}
