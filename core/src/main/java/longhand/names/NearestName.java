package longhand.names;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The name that somebody probably meant who wrote another one. */
public final class NearestName {
    private static final int SHORTEST_BEGINNING = 3;

    private NearestName() {}

    /**
     * The first name that begins with what was written; else the name that is nearest to it, where a third of the
     * letters may differ, at least one; else the one whose beginning is. Upper and lower case do not matter.
     */
    public static Optional<String> of(String written, Collection<String> names) {
        String lower = lower(written);
        Optional<String> whole = nearest(lower, names, Integer.MAX_VALUE);
        if (lower.length() < SHORTEST_BEGINNING) {
            return whole;
        }
        return names.stream().filter(name -> lower(name).startsWith(lower)).findFirst()
                .or(() -> whole)
                .or(() -> nearest(lower, names, lower.length() + 1)) // a letter was left out
                .or(() -> nearest(lower, names, lower.length()));
    }

    /**
     * What an error says about a name that does not exist.
     *
     * @param what the kind of name: "optimizer"
     * @return "optimizer: there is no 'adm'. Fix: choose one of sgd, adam. Did you mean adam?"
     */
    public static String unknown(String what, String written, Collection<String> names) {
        return what + ": there is no '" + written + "'. " + fix(written, names);
    }

    /**
     * What an error says behind what is wrong: the name that was probably meant, and all there are.
     *
     * @return "Fix: choose one of lenet, nin. Did you mean nin?"
     */
    public static String fix(String written, Collection<String> names) {
        return "Fix: choose one of " + String.join(", ", names) + "." + question(written, names);
    }

    /** " Did you mean nin?", or nothing if no name is near. */
    public static String question(String written, Collection<String> names) {
        return of(written, names).map(name -> " Did you mean " + name + "?").orElse("");
    }

    /** The name whose first letters are nearest. */
    private static Optional<String> nearest(String written, Collection<String> names, int letters) {
        UnaryOperator<String> part = name -> lower(name).substring(0, Math.min(name.length(), letters));
        return names.stream().min(Comparator.comparingInt(name -> distance(part.apply(name), written)))
                .filter(name -> distance(part.apply(name), written) <= Math.max(1, part.apply(name).length() / 3));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /**
     * How many letters have to be changed, added, removed or exchanged with their neighbour to make one word of the
     * other (optimal string alignment).
     */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                cost[i][j] = Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
