package longhand.explain.exercise;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import longhand.explain.ViewNames;
import longhand.explain.check.Problem;
import longhand.names.NearestName;

/** What can be practised, in levels of rising difficulty: every view of every operation that can be checked. */
public final class ExerciseKind {
    private static final Map<String, ExerciseKind> ALL = all(ExerciseDraws.operations());
    private final String id;
    private final String view;
    /** One for each level. */
    private final List<ExerciseDraws.Draw> draws;

    private ExerciseKind(String id, String view, List<ExerciseDraws.Draw> draws) {
        this.id = id;
        this.view = view;
        this.draws = draws;
    }

    private static Map<String, ExerciseKind> all(List<ExerciseDraws.Operation> operations) {
        Map<String, ExerciseKind> all = new LinkedHashMap<>();
        for (ExerciseDraws.Operation o : operations) {
            for (String view : o.views()) {
                String id = view.equals(ViewNames.FORWARD) ? o.name() : o.name() + "/" + view;
                all.put(id, new ExerciseKind(id, view, o.draws()));
            }
        }
        return all;
    }

    /** The name on the command line: {@code corr2d}, {@code corr2d/input-gradient}. */
    public String id() {
        return id;
    }

    /** What is asked for, as in {@link ViewNames}. */
    public String view() {
        return view;
    }

    /** All kinds. */
    public static List<ExerciseKind> all() {
        return new ArrayList<>(ALL.values());
    }

    /** Number of levels, counted from 1. */
    public int levels() {
        return draws.size();
    }

    /** Whether there is a kind with a name. */
    public static boolean exists(String id) {
        return find(id).isPresent();
    }

    /** A view may be written as everywhere else: corr2d/dX is corr2d/input-gradient. */
    private static Optional<ExerciseKind> find(String id) {
        String[] parts = id.toLowerCase(Locale.ROOT).split("/", 2);
        String view = parts.length == 1 ? ViewNames.FORWARD : ViewNames.of(parts[1]);
        return Optional.ofNullable(ALL.get(view.equals(ViewNames.FORWARD) ? parts[0] : parts[0] + "/" + view));
    }

    /**
     * The kind with a name.
     *
     * @throws IllegalArgumentException if there is none; lists those there are
     */
    public static ExerciseKind of(String id) {
        return find(id).orElseThrow(() -> new IllegalArgumentException("exercise: there is no kind '" + id
                + "'. Fix: choose one of " + list() + ", or a program of 'longhand learn list'."
                + NearestName.question(id, ALL.keySet())));
    }

    /** The names of all kinds, the views of an operation together: corr2d[/input-gradient][/weight-gradient], … */
    public static String list() {
        return ExerciseDraws.operations().stream().map(o -> o.name() + o.views().stream()
                .filter(v -> !v.equals(ViewNames.FORWARD)).map(v -> "[/" + v + "]").collect(Collectors.joining()))
                .collect(Collectors.joining(", "));
    }

    /** A random problem, which may be a bad exercise. */
    Problem draw(int level, Random random) {
        if (level < 1 || level > levels()) {
            throw new IllegalArgumentException("exercise: " + id + " has no level " + level + ". Choose 1 to "
                    + levels() + ".");
        }
        return draws.get(level - 1).of(random, view);
    }

    @Override
    public String toString() {
        return id;
    }
}
