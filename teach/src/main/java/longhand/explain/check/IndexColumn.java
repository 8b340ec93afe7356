package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        return Arrays.stream(row.split(separator, -1)).map(cell -> cell.replaceAll("[\"*`]", "").strip()).toList();
    }

    /** The header and the labelled rows, and what stands below; empty if they are no such table. */
    private static List<String> rows(List<String> header, List<String> below, String separator) {
        List<String> body = new ArrayList<>(below);
        if (FreeText.RULE.matcher(body.getFirst()).matches()) {
            body.removeFirst();
        }
        int count = (int) body.stream().takeWhile(line -> !line.isBlank()).count();
        List<List<String>> rows = body.subList(0, count).stream().map(line -> cells(line, separator)).toList();
        boolean blanks = separator.equals("\\s+");
        boolean noCorner = blanks && !rows.isEmpty() && rows.getFirst().size() == header.size() + 1;
        int columns = header.size() - (noCorner ? 0 : 1);
        boolean regular = columns > 0 && !rows.isEmpty() && rows.stream().allMatch(row -> row.size() == columns + 1
                && row.subList(1, columns + 1).stream().allMatch(cell -> NUMBER.matcher(cell).matches()));
        if (!regular) {
            return List.of();
        }
        List<String> heads = header.subList(noCorner ? 0 : 1, header.size());
        boolean named = heads.stream().allMatch(head -> NAME.matcher(head).matches());
        List<String> firsts = rows.stream().map(List::getFirst).toList();
        boolean labels = rows.size() > 1 && firsts.stream().allMatch(first -> NAME.matcher(first).matches()
                && Labels.isName(first + ":")) && firsts.stream().distinct().count() == rows.size();
        boolean corner = !noCorner && CORNER.matcher(header.getFirst()).matches()
                && !(blanks && header.getFirst().isEmpty());
        boolean counts = corner && isCounted(firsts);
        boolean countedHeads = isCounted(heads) && (corner || noCorner && columns > 1);
        if (!(named && isAscending(heads) && (counts || noCorner || !blanks)) && !countedHeads || !counts && !labels) {
            return List.of();
        }
        List<String> all = new ArrayList<>(named ? List.of(String.join(" ", heads)) : List.of());
        rows.forEach(row -> all.add((counts ? "row " : "") + row.getFirst() + ": "
                + String.join(" ", row.subList(1, columns + 1))));
        all.addAll(body.subList(count, body.size()));
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
