package longhand.datasets.pictures;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import longhand.data.DatasetException;
import longhand.data.Split;

/**
 * A table of pictures in a file of comma-separated values (RFC 4180): a first line with the names of the columns,
 * {@code path,label} and perhaps {@code split} (train or test), then a line for each picture. Paths are relative to the
 * folder of the table.
 */
final class PictureTable {
    private final Path file;
    private final List<LabelledFile> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
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
        }
        for (int i = hasHeader ? 1 : 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                table.add(i + 1, cells(lines.get(i)));
            }
        }
        return new FoundFiles(table.files, table.problems);
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

    /** Whether the names of the columns were left out. */
    private boolean startsWithAPicture(List<String> lines) {
        List<String> cells = lines.isEmpty() ? List.of() : cells(lines.getFirst());
        try {
            return cells.size() == 2 && Files.isRegularFile(file.toAbsolutePath().resolveSibling(cells.get(0).strip()));
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
                    + " Fix: begin the file with path,label");
        }
    }

    private void add(int line, List<String> cells) {
        String where = file.getFileName() + " line " + line;
        if (cells.size() <= Math.max(pathColumn, Math.max(labelColumn, splitColumn))) {
            problem(where, "has " + cells.size() + " cells, fewer than the first line");
            return;
        }
        String label = cells.get(labelColumn).strip();
        Optional<Split> split = splitColumn < 0 ? Optional.empty() : split(cells.get(splitColumn));
        if (label.isEmpty()) {
            problem(where, "has no label");
        } else if (splitColumn >= 0 && split.isEmpty()) {
            problem(where, "the split is '" + cells.get(splitColumn) + "'; write train or test");
        } else {
            addFile(where, cells.get(pathColumn).strip(), label, split);
        }
    }

    private void addFile(String where, String path, String label, Optional<Split> split) {
        try {
            Path picture = file.toAbsolutePath().resolveSibling(path).normalize();
            if (path.isEmpty() || !Files.exists(picture)) {
                problem(where, path.isEmpty() ? "has no path" : path + ": no such file");
            } else if (!seen.add(picture)) {
                problem(where, path + " is in the table already; remove a line");
            } else {
                files.add(new LabelledFile(picture, path.replace('\\', '/'), label, split));
            }
        } catch (InvalidPathException e) {
            problem(where, "the path is none that this system can have");
        }
    }

    private void problem(String where, String reason) {
        problems.add(new Problem(Problem.What.LINE, where, reason));
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
