package longhand.datasets.pictures;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import longhand.data.DatasetException;

/** Names of classes, as people see them. */
final class ClassNames {
    private static final String SPACE = "[\\p{Z}\\t-\\r\\x{85}]";
    /** Marks for the layout, fillers, and what chooses the look of the sign before. */
    private static final String INVISIBLE =
            "[\\p{Cf}\\p{Cc}\\x{34F}\\x{115F}\\x{1160}\\x{2800}\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}]";
    private static final Pattern START = Pattern.compile("^(" + SPACE + '|' + INVISIBLE + ")++");
    private static final Pattern SPACES = Pattern.compile(SPACE + "++");
    private static final Pattern HIDDEN = Pattern.compile(INVISIBLE);
    /** Letters of Cyrillic and Greek, and below each the Latin one that looks the same. */
    private static final String LOOKALIKES = "АВЕЅІЈКМНОРСТУХаеѕіјорсухΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲ";
    private static final String LATIN = "ABESIJKMHOPCTYXaesijopcyxABEZHIKMNOPTYXoc";

    private ClassNames() {}

    /** The name with composed letters (NFC), and without spaces and invisible signs at its ends. */
    static String clean(String name) {
        String composed = START.matcher(Normalizer.normalize(name, Normalizer.Form.NFC)).replaceFirst("");
        String reversed = new StringBuilder(composed).reverse().toString();
        return new StringBuilder(START.matcher(reversed).replaceFirst("")).reverse().toString();
    }

    /**
     * Whether each class is another one for people too.
     *
     * @param source what messages begin with
     * @param names clean names
     * @param messages is told which differ only in case
     * @throws DatasetException if two look the same
     */
    static void check(Path source, Collection<String> names, Consumer<String> messages) {
        for (List<String> same : groups(names, ClassNames::look)) {
            throw new DatasetException(source + ": the classes '" + same.get(0) + "' and '" + same.get(1)
                    + "' look the same, but " + difference(same.get(0), same.get(1))
                    + ". Fix: give both the same name if they are one class, else names that look different");
        }
        groups(names, name -> foldCase(look(name))).forEach(same -> messages.accept("the classes "
                + same.stream().map(name -> '\'' + name + '\'').collect(Collectors.joining(" and "))
                + " differ only in case; give them the same name if they are one class"));
    }

    /** Several names each that are the same in some way. */
    private static Collection<List<String>> groups(Collection<String> names, UnaryOperator<String> key) {
        Map<String, List<String>> groups = new TreeSet<>(names).stream()
                .collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
        return groups.values().stream().filter(same -> same.size() > 1).toList();
    }

    /** What people see of a name. */
    private static String look(String name) {
        String text = HIDDEN.matcher(SPACES.matcher(name).replaceAll(" ")).replaceAll("");
        StringBuilder seen = new StringBuilder();
        for (char c : SPACES.matcher(text).replaceAll(" ").toCharArray()) {
            int place = LOOKALIKES.indexOf(c);
            seen.append(place < 0 ? c : LATIN.charAt(place));
        }
        return seen.toString();
    }

    private static String foldCase(String name) {
        return name.codePoints().map(Character::toUpperCase).map(Character::toLowerCase)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String difference(String a, String b) {
        int[] first = a.codePoints().toArray();
        int[] second = b.codePoints().toArray();
        int place = 0;
        while (place < first.length && place < second.length && first[place] == second[place]) {
            place++;
        }
        return "character " + (place + 1) + " is " + character(first, place) + " in one and " + character(second, place)
                + " in the other";
    }

    private static String character(int[] points, int place) {
        return place >= points.length ? "missing"
                : String.format("U+%04X (%s)", points[place], Character.getName(points[place]));
    }
}
