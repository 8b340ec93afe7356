package longhand.explain.check;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The name that somebody probably meant who wrote another one. */
public final class NearestName {
    private NearestName() {}

    /**
     * The name that is nearest to what was written, if a third of its letters is enough to make one of the other; at
     * least one letter may differ.
     */
    public static Optional<String> of(String written, Collection<String> names) {
        return names.stream().min(Comparator.comparingInt(name -> distance(name, written)))
                .filter(name -> distance(name, written) <= Math.max(1, name.length() / 3));
    }

    /** How many letters have to be changed, added or removed to make one word of the other. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
