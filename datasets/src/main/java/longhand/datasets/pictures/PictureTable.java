package longhand.datasets.pictures;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.names.Counted;

/**
 * A table of pictures in a file of comma-separated values (RFC 4180): a first line with the names of the columns,
 * {@code path,label} and perhaps {@code split} (train or test), then a line for each picture. Paths are relative to the
 * folder of the table.
 */
final class PictureTable {
    private final Path file;
    private final List<LabelledFile> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private int pathColumn;
    private int labelColumn = 1;
    private int splitColumn = -1;

    private PictureTable(Path file) {
        this.file = file;
    }

    /** @throws DatasetException if it is no such table */
    static FoundFiles find(Path file) {
        PictureTable table = new PictureTable(file);
        List<String> lines = lines(file);
        boolean hasHeader = !table.startsWithAPicture(lines);
        if (hasHeader) {
            table.readHeader(lines.isEmpty() ? "" : lines.getFirst());
            if (table.splitColumn < 0) {
                table.requireNoOtherSplit(lines);
            }
        }
        for (int i = hasHeader ? 1 : 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                table.add(i + 1, cells(lines.get(i)));
            }
        }
        return new FoundFiles(table.files, table.problems);
    }

    private String where(int line) {
        return file.getFileName() + " line " + line;
    }

    private static List<String> lines(Path file) {
        try {
            String text = Files.readString(file);
            return (text.startsWith("\ufeff") ? text.substring(1) : text).lines().toList();
        } catch (CharacterCodingException e) {
            throw new DatasetException(file + ": not a text in UTF-8. Fix: save the table as CSV UTF-8", e);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Whether the names of the columns were left out: then there are a path, a label and perhaps a split. */
    private boolean startsWithAPicture(List<String> lines) {
        List<String> cells = lines.isEmpty() ? List.of() : cells(lines.getFirst());
        try {
            boolean hasSplit = cells.size() == 3 && split(cells.get(2)).isPresent();
            splitColumn = hasSplit ? 2 : -1;
            return (hasSplit || cells.size() == 2)
                    && Files.isRegularFile(file.toAbsolutePath().resolveSibling(cells.get(0).strip()));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void readHeader(String line) {
        List<String> names = cells(line.toLowerCase(Locale.ROOT)).stream().map(String::strip).toList();
        pathColumn = names.indexOf("path");
        labelColumn = names.indexOf("label");
        splitColumn = names.indexOf("split");
        if (pathColumn < 0 || labelColumn < 0) {
            throw new DatasetException(file + ": the first line is '"
                    + (line.length() > 60 ? line.substring(0, 60) + "…" : line)
                    + "'. Rule: it names the columns with commas between them, path and label among them."
                    + (line.indexOf(',') < 0 && (line.indexOf(';') >= 0 || line.indexOf('\t') >= 0)
                    ? " Fix: save the table with commas between its cells, and name the columns path,label"
                    : " Fix: begin the file with path,label or path,label,split"));
        }
    }

    /** Given test pictures would be trained on if the column that names them had another name. */
    private void requireNoOtherSplit(List<String> lines) {
        List<List<String>> cells = lines.stream().filter(line -> !line.isBlank()).map(PictureTable::cells).toList();
        for (int c = 0; c < cells.getFirst().size(); c++) {
            if (c == pathColumn || c == labelColumn) {
                continue;
            }
            int column = c;
            List<Optional<Split>> parts = cells.stream().skip(1)
                    .map(line -> column < line.size() ? split(line.get(column)) : Optional.<Split>empty()).toList();
            if (parts.contains(Optional.of(Split.TRAIN)) && !parts.contains(Optional.<Split>empty())) {
                throw new DatasetException(file + ": the column '" + cells.getFirst().get(c).strip()
                        + "' says which pictures are for the test, but is not named split. Fix: name it split");
            }
        }
    }

    private void add(int line, List<String> cells) {
        String where = where(line);
        if (cells.size() <= Math.max(pathColumn, Math.max(labelColumn, splitColumn))) {
            problem(where, "has " + Counted.of(cells.size(), "cell") + ", fewer than the first line");
            return;
        }
        String label = cells.get(labelColumn).strip();
        Optional<Split> split = splitColumn < 0 ? Optional.empty() : split(cells.get(splitColumn));
        if (label.isEmpty()) {
            problem(where, "has no label");
            return;
        }
        boolean isUsable = splitColumn < 0 || split.isPresent();
        if (!isUsable) {
            problem(where, "the split is '" + cells.get(splitColumn) + "'; write train or test");
        }
        try {
            addFile(where, cells.get(pathColumn).strip(), label, split, isUsable);
        } catch (InvalidPathException e) {
            problem(where, "the path is none that this system can have");
        }
    }

    private void addFile(String where, String path, String label, Optional<Split> split, boolean isUsable) {
        Path picture = file.toAbsolutePath().resolveSibling(path).normalize();
        if (path.isEmpty() || !Files.exists(picture)) {
            problem(where, path.isEmpty() ? "has no path" : path + ": no such file");
        } else if (Files.isDirectory(picture)) {
            problem(where, path + ": a folder; name its pictures one by one");
        } else {
            files.add(new LabelledFile(picture, path.replace('\\', '/'), Optional.of(where), label, split, isUsable));
        }
    }

    private void problem(String where, String reason) {
        problems.add(Problem.ofLine(where, reason));
    }

    private static Optional<Split> split(String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "train", "training" -> Optional.of(Split.TRAIN);
            case "test", "val", "valid", "validation" -> Optional.of(Split.TEST);
            default -> Optional.empty();
        };
    }

    /** The cells of a line; inside double quotes a comma is no end, and two quotes are one. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
