package longhand.learn;

import java.time.Duration;
import java.util.List;
import longhand.explain.Html;

/**
 * One task of the path.
 *
 * @param name the class to be completed
 * @param title what it is about, in a few words
 * @param limit time for all calls that the judge makes
 */
record Task(String name, String title, Judge judge, Duration limit) {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(10);

    /** A task that takes a moment. */
    Task(String name, String title, Judge judge) {
        this(name, title, judge, USUAL_LIMIT);
    }

    /** The file with the hole. */
    String source() {
        return Html.resource(Task.class, name + ".java");
    }

    /** Hints, from a nudge to nearly the solution. */
    List<String> hints() {
        return List.of(Html.resource(Task.class, name + ".hints.txt").strip().split("\\R---\\R"));
    }
}
