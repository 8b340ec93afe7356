package longhand.learn;

import java.util.List;
import longhand.explain.Html;

/**
 * One task of the path.
 *
 * @param name the class to be completed
 * @param title what it is about, in a few words
 */
record Task(String name, String title, Judge judge) {

    /** The file with the hole. */
    String source() {
        return Html.resource(Task.class, name + ".java");
    }

    /** Hints, from a nudge to nearly the solution. */
    List<String> hints() {
        return List.of(Html.resource(Task.class, name + ".hints.txt").strip().split("\\R---\\R"));
    }
}
