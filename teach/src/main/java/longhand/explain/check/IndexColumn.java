package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Tables whose first column counts or names the rows: in CSV and Markdown beside an empty corner or one like {@code
 * i\j}, and as pandas prints them. Their rows become {@code row 1: 2 3} or {@code cat: 2 3}, the labels that are read.
 */
final class IndexColumn {
    /** The header of a table stands among the first lines. */
    private static final int MOST_ABOVE = 30;
    private static final int MOST = 100_000;
    private static final Pattern CORNER = Pattern.compile("(?i)(?:|[a-z]{1,4} ?[\\\\/] ?[a-z]{1,4}|index|idx|#)");
    private static final Pattern NUMBER = Pattern.compile(Numbers.SIMPLE);
    private static final Pattern NAME = Pattern.compile("\\p{L}[^:=|,;]{0,20}");

    private IndexColumn() {}

    /** The text with such labels; or as it is. */
    static String plain(String text) {
        if (text.length() > MOST) {
            return text;
        }
        List<String> lines = text.lines().toList();
        for (int at = 0; at + 1 < lines.size() && at < MOST_ABOVE; at++) {
            for (String separator : List.of("\\|", ",", ";", "\t", "\\s+")) {
                List<String> header = cells(lines.get(at), separator);
                if (header.size() > 1 || separator.equals("\\s+") && !header.isEmpty()) {
                    List<String> rows = rows(header, lines.subList(at + 1, lines.size()), separator);
                    if (!rows.isEmpty()) {
                        List<String> all = new ArrayList<>(lines.subList(0, at));
                        all.addAll(rows);
                        return String.join("\n", all);
                    }
                }
            }
        }
        return text;
    }

    private static List<String> cells(String line, String separator) {
        String inner = line.strip();
        boolean framed = separator.equals("\\|") && inner.length() > 1 && inner.startsWith("|") && inner.endsWith("|");
        String row = separator.equals("\t") ? line : framed ? inner.substring(1, inner.length() - 1) : inner;
        return Arrays.stream(row.split(separator, -1)).map(IndexColumn::unquoted).toList();
    }

    /** A cell without the quotation marks or stars around it; within it a star may be a sign of multiplication. */
    private static String unquoted(String cell) {
        String inner = cell.strip();
        int marks = 0;
        while (2 * marks + 1 < inner.length() && "\"*`".indexOf(inner.charAt(marks)) >= 0
                && inner.charAt(marks) == inner.charAt(inner.length() - 1 - marks)) {
            marks++;
        }
        return inner.substring(marks, inner.length() - marks).strip();
    }

    /**
     * What stands above the columns.
     *
     * @param corner whether an empty cell, or one like {@code i\j}, stands before the names
     * @param named whether they are no counts
     */
    private record Head(List<String> names, boolean corner, boolean named) {
        /** The head of rows of so many cells; pandas prints no corner. */
        static Optional<Head> of(List<String> cells, int width, boolean blanks) {
            boolean noCorner = blanks && width == cells.size() + 1;
            if (width < 2 || !noCorner && width != cells.size()) {
                return Optional.empty();
            }
            List<String> names = cells.subList(noCorner ? 0 : 1, cells.size());
            boolean corner = !noCorner && CORNER.matcher(cells.getFirst()).matches()
                    && !(blanks && cells.getFirst().isEmpty());
            boolean named = names.stream().allMatch(name -> NAME.matcher(name).matches());
            boolean fits = named ? isAscending(names) && (corner || noCorner || !blanks)
                    : isCounted(names) && (corner || noCorner && names.size() > 1);
            return fits ? Optional.of(new Head(names, corner, named)) : Optional.empty();
        }
    }

    /** The header and the labelled rows, and what stands below; empty if they are no such table. */
    private static List<String> rows(List<String> header, List<String> below, String separator) {
        int rule = FreeText.RULE.matcher(below.getFirst()).matches() ? 1 : 0;
        if (rule == below.size()) {
            return List.of();
        }
        int width = cells(below.get(rule), separator).size();
        Optional<Head> head = Head.of(header, width, separator.equals("\\s+"));
        if (head.isEmpty()) {
            return List.of();
        }
        List<List<String>> rows = below.stream().skip(rule).takeWhile(line -> !line.isBlank())
                .map(line -> cells(line, separator)).toList();
        List<String> firsts = rows.stream().map(List::getFirst).toList();
        boolean counts = head.get().corner && isCounted(firsts);
        boolean labels = rows.size() > 1 && firsts.stream().allMatch(first -> NAME.matcher(first).matches()
                && Labels.isName(first + ":")) && firsts.stream().distinct().count() == rows.size();
        boolean regular = rows.stream().allMatch(row -> row.size() == width
                && row.stream().skip(1).allMatch(cell -> NUMBER.matcher(cell).matches()));
        if (!regular || !counts && !labels) {
            return List.of();
        }
        List<String> all = new ArrayList<>(head.get().named ? List.of(String.join(" ", head.get().names)) : List.of());
        rows.forEach(row -> all.add((counts ? "row " : "") + row.getFirst() + ": "
                + String.join(" ", row.subList(1, width))));
        all.addAll(below.subList(rule + rows.size(), below.size()));
        return all;
    }

    /** Whether single letters stand in their order, as other names always do. */
    private static boolean isAscending(List<String> names) {
        return names.stream().anyMatch(name -> name.length() > 1)
                || IntStream.range(1, names.size()).allMatch(i -> names.get(i - 1).compareTo(names.get(i)) < 0);
    }

    private static boolean isCounted(List<String> cells) {
        return IntStream.range(0, cells.size()).allMatch(i -> cells.get(i).equals(String.valueOf(i)))
                || IntStream.range(0, cells.size()).allMatch(i -> cells.get(i).equals(String.valueOf(i + 1)));
    }
}
