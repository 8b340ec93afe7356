package longhand.learn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import longhand.explain.Html;
import longhand.sandbox.GradedWork;

/**
 * One task of the path.
 *
 * @param name the class to be completed
 * @param title what it is about, in a few words
 * @param engine where the engine itself does it
 * @param needs tasks whose classes this one uses
 * @param limit time for all calls that the judge makes
 */
record Task(String name, String title, String engine, Judge judge, List<String> needs, Duration limit) {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (longhand\\.(?:[a-z]+\\.)+)[A-Z]\\w*;");
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

    /** A task that stands alone and takes a moment. */
    Task(String name, String title, String engine, Judge judge) {
        this(name, title, engine, judge, List.of(), USUAL_LIMIT);
    }

    private String text() {
        return Html.resource(Task.class, name + ".java");
    }

    /** The file with the hole. */
    String source() {
        return SolutionMarks.handout(text());
    }

    /** The file without a hole. */
    String solution() {
        return SolutionMarks.solution(text());
    }

    /** Hints, from a nudge to nearly the solution. */
    List<String> hints() {
        return List.of(Html.resource(Task.class, name + ".hints.txt").strip().split("\\R---\\R"));
    }

    /** Code that the judge has compiled with the reader's, by file name: it builds what cannot be passed as numbers. */
    Map<String, String> driver() {
        boolean present = Task.class.getResource("drivers/" + name + ".java") != null;
        return present ? Map.of(name + "Driver.java", Html.resource(Task.class, "drivers/" + name + ".java"))
                : Map.of();
    }

    /**
     * What graded work on this task may use of the engine: the packages that the files import, but not what is asked
     * for.
     */
    GradedWork rules() {
        List<String> packages = files().stream().flatMap(t -> IMPORT.matcher(t.source()).results())
                .map(m -> m.group(1)).distinct().collect(Collectors.toCollection(ArrayList::new));
        if (packages.contains("longhand.tensor.")) {
            packages.add("longhand.shape.");
        }
        return new GradedWork(packages, engine);
    }

    /** The names of all tasks whose files are compiled with this one's, its own first. */
    List<Task> files() {
        Map<String, Task> all = new LinkedHashMap<>(Map.of(name, this));
        List<String> open = new ArrayList<>(needs);
        while (!open.isEmpty()) {
            Task task = Curriculum.of(open.removeFirst());
            if (all.putIfAbsent(task.name, task) == null) {
                open.addAll(task.needs);
            }
        }
        return List.copyOf(all.values());
    }
}
