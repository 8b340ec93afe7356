package longhand.explain.check.student;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import longhand.explain.ViewNames;

/** Mistakes that only gradients of convolution and pooling can have. */
final class WindowGradientBlunders {
    private final List<Blunder> all = new ArrayList<>();

    static List<Blunder> all() {
        WindowGradientBlunders b = new WindowGradientBlunders();
        b.gradients();
        return b.all;
    }

    private void add(String name, Predicate<WindowSheet> can, Consumer<WindowSheet> make) {
        all.add(Blunder.of(WindowSheet.class, "gradient", name, can, make));
    }

    private void gradients() {
        add("upstream ignored", WindowSheet::backward, s -> {
            for (int o = 0; o < s.g.length; o++) {
                s.g[o] = Grid.map(s.g[o], v -> 1);
            }
        });
        add("upstream rotated", WindowSheet::backward, s -> {
            for (int o = 0; o < s.g.length; o++) {
                s.g[o] = Grid.halfTurn(s.g[o]);
            }
        });
        add("overwritten", WindowSheet::backward, s -> s.reduce = "last");
        add("averaged", s -> s.backward() && (s.convolution ? s.view.equals(ViewNames.BIAS_GRADIENT)
                || s.view.equals(ViewNames.WEIGHT_GRADIENT) : true), s -> s.reduce = "mean");
        add("first output channel only", s -> s.backward() && s.convolution && s.w.length > 1, s -> {
            for (int o = 1; o < s.g.length; o++) {
                s.g[o] = Grid.map(s.g[o], v -> 0);
            }
        });
        share("shared evenly", true, "even");
        share("to all", true, "all");
        share("to the smallest", true, "smallest");
        share("to the last of equals", true, "last largest");
        share("to the largest", false, "largest");
        share("whole gradient to each", false, "all");
    }

    private void share(String name, boolean max, String share) {
        add(name, s -> !s.convolution && s.backward() && s.max == max, s -> s.share = share);
    }
}
