package longhand.explain.exercise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Which student the names of a file and of its folders mean. */
record StudentNames(Assignment assignment) {
    /** An id or a name that among other words may be the number of a week, a sheet or an attempt. */
    private static final Pattern SHORT_NUMBER = Pattern.compile("\\d{1,3}");

    private static final String ENDING = "\\.[A-Za-z0-9]{1,5}$";
    /** What a browser adds to the name of a second download: ana (2).txt. */
    private static final String COPY = "\\s*\\(\\d+\\)(?=" + ENDING + "|$)";
    /** An extension, whatever it is. */
    private static final String EXTENSION = "(?<=.)" + ENDING;
    /** Those that are added to a name that has one already: ana.txt.txt. Any other may be half of an id: ana.li. */
    private static final String USUAL_EXTENSION = "(?i)(?<=.)\\.(txt|json|csv|npy|java|md|html?|zip|pdf|docx?|odt)$";

    /**
     * The student whom the first name that is anybody's means. The outer name counts: a course system gives folders
     * their names, a student those of the files in them.
     *
     * @param names of the folders and the file
     * @param from the first of them that counts
     */
    Optional<String> find(List<String> names, int from) {
        return IntStream.range(from, names.size())
                .mapToObj(i -> exact(names.get(i), i == names.size() - 1)
                        .or(() -> loosely(names.get(i), i == names.size() - 1)))
                .flatMap(Optional::stream).findFirst();
    }

    /** The student whose id a name is; or else that of a file but for its extension. */
    Optional<String> exact(String name, boolean file) {
        Optional<String> whole = id(name);
        return whole.isPresent() || !file ? whole : id(name.replaceFirst(EXTENSION, ""));
    }

    Optional<String> id(String name) {
        return assignment.sheets().stream().map(s -> s.student().id()).filter(name::equalsIgnoreCase).findFirst();
    }

    /** The student whose id or name stands in a file name, apart from what browsers and course systems add. */
    private Optional<String> loosely(String name, boolean file) {
        Fit best = new Fit(Integer.MAX_VALUE, 0);
        Set<String> fitting = new LinkedHashSet<>();
        for (String words : readings(name, file)) {
            for (Assignment.Sheet sheet : assignment.sheets()) {
                Fit fit = fit(words, sheet.student());
                if (fit.isBetterThan(best)) {
                    best = fit;
                    fitting.clear(); // "lina li" is Lina Li, although there is a Li
                }
                if (fit.length > 0 && fit.equals(best)) {
                    fitting.add(sheet.student().id());
                }
            }
        }
        return fitting.size() == 1 ? Optional.of(fitting.iterator().next()) : Optional.empty();
    }

    /** The words of a whole name, those without the extension of a file, and those without each usual one before. */
    private static List<String> readings(String name, boolean file) {
        List<String> readings = new ArrayList<>(List.of(words(name)));
        String rest = name;
        String shorter = name.replaceFirst(file ? EXTENSION : USUAL_EXTENSION, "");
        while (!shorter.equals(rest)) {
            readings.add(words(shorter));
            rest = shorter;
            shorter = rest.replaceFirst(USUAL_EXTENSION, "");
        }
        return readings;
    }

    private static String words(String name) {
        return " " + Student.idOf(name.replaceFirst(COPY, "")
                .replaceFirst("(?i)[-_ ]+(copy|kopie|copie|final|answer|answers|homework)$", ""))
                .replaceAll("[-_]+", " ") + " ";
    }

    /**
     * What is found of a student among the words of a name. What comes first counts: Canvas begins with who handed in,
     * and goes on with the name that the student gave the file.
     *
     * @param length 0 if nothing is found
     */
    private record Fit(int at, int length) {
        boolean isBetterThan(Fit other) {
            return length > 0 && (at < other.at || at == other.at && length > other.length);
        }
    }

    private static Fit fit(String words, Student student) {
        String name = Student.idOf(student.name()).replaceAll("[-_]+", " ");
        Fit best = new Fit(Integer.MAX_VALUE, 0);
        String id = student.id().replaceAll("[-_]+", " ");
        for (String text : List.of(id, name, name.replace(" ", ""), turned(name))) {
            boolean counts = SHORT_NUMBER.matcher(text).matches() && !words.strip().equals(text);
            int at = text.isEmpty() || counts ? -1 : words.indexOf(" " + text + " ");
            Fit fit = at < 0 ? best : new Fit(at, text.length());
            best = fit.isBetterThan(best) ? fit : best;
        }
        return best;
    }

    /** Canvas writes the last name first and nothing between: musterana. */
    private static String turned(String name) {
        List<String> words = new ArrayList<>(Arrays.asList(name.split(" ")));
        words.addFirst(words.removeLast());
        return String.join("", words);
    }
}
