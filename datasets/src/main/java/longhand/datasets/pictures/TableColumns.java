package longhand.datasets.pictures;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import longhand.data.DatasetException;
import longhand.datasets.image.PictureSearch;

/**
 * Which columns of a table of pictures hold what.
 *
 * @param hasNames whether the first line names them; else they are a path, a label and perhaps a split
 * @param path the column of the paths, from 0
 * @param label that of the labels
 * @param split that of {@code train} and {@code test}, if there is one
 * @param count how many there are
 */
record TableColumns(boolean hasNames, int path, int label, Optional<Integer> split, int count) {
    private static final int LONGEST = 60;
    private static final String PATH = "path";
    private static final String LABEL = "label";
    private static final String SPLIT = "split";

    /** @throws DatasetException if there are no such columns */
    static TableColumns of(Path file, List<TableLine> lines) {
        if (lines.isEmpty()) {
            throw new DatasetException(file + ": an empty table. Fix: begin the file with path,label or path,label,split");
        }
        Optional<TableColumns> withoutNames = withoutNames(file, lines.getFirst());
        if (withoutNames.isPresent()) {
            return withoutNames.get();
        }
        TableColumns named = ofNames(file, lines.getFirst());
        if (named.split.isEmpty()) {
            named.requireNoOtherSplit(file, lines);
        }
        return named;
    }

    /** Of a table whose first line is a picture already. */
    private static Optional<TableColumns> withoutNames(Path file, TableLine first) {
        int count = first.width();
        boolean hasSplit = count == 3 && SplitWords.of(first.cell(2)).isPresent();
        return (hasSplit || count == 2) && isPicture(file, first.cell(0))
                ? Optional.of(new TableColumns(false, 0, 1, hasSplit ? Optional.of(2) : Optional.empty(), count))
                : Optional.empty();
    }

    private static boolean isPicture(Path file, String cell) {
        try {
            Path path = file.toAbsolutePath().resolveSibling(cell);
            return !cell.isEmpty() && (PictureSearch.isNamedAsPicture(path) || Files.isRegularFile(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static TableColumns ofNames(Path file, TableLine first) {
        List<String> names = first.cells().stream().map(name -> ClassNames.clean(name).toLowerCase(Locale.ROOT))
                .toList();
        if (!names.contains(PATH) || !names.contains(LABEL)) {
            String line = String.join(",", first.cells());
            throw new DatasetException(file + ": the first line is '"
                    + (line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line)
                    + "'. Rule: it names the columns with commas between them, path and label among them."
                    + (line.indexOf(',') < 0 && (line.indexOf(';') >= 0 || line.indexOf('\t') >= 0)
                    ? " Fix: save the table with commas between its cells, and name the columns path,label"
                    : " Fix: begin the file with path,label or path,label,split"));
        }
        for (String name : List.of(PATH, LABEL, SPLIT)) {
            if (Collections.frequency(names, name) > 1) {
                throw new DatasetException(file + ": " + Collections.frequency(names, name) + " columns are named "
                        + name + ". Fix: give that name to one of them");
            }
        }
        return new TableColumns(true, names.indexOf(PATH), names.indexOf(LABEL),
                Optional.of(names.indexOf(SPLIT)).filter(column -> column >= 0), names.size());
    }

    /** Given test pictures would be trained on if the column that names them had another name. */
    private void requireNoOtherSplit(Path file, List<TableLine> lines) {
        for (int c = 0; c < count; c++) {
            int column = c;
            String name = lines.getFirst().cell(c);
            if (c != path && c != label
                    && SplitWords.divide(name, lines.stream().skip(1).map(line -> line.cell(column)).toList())) {
                throw new DatasetException(file + ": the column '" + name + "' says which pictures are for the test, but "
                        + "is not named split. Fix: name it split, with train or test in each line");
            }
        }
    }

    /** The last column that a line needs. */
    int last() {
        return Math.max(split.orElse(0), Math.max(path, label));
    }
}
