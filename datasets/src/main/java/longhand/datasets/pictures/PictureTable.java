package longhand.datasets.pictures;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private final Map<Path, List<Line>> lines = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private int pathColumn;
    private int labelColumn = 1;
    private int splitColumn = -1;

    /** A line that names a file which exists. */
    private record Line(int number, LabelledFile file) {}

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
        return new FoundFiles(table.onePerPicture(), table.problems);
    }

    /** Of several lines for one picture the first stays; with several labels none, for one of them is wrong. */
    private List<LabelledFile> onePerPicture() {
        List<LabelledFile> files = new ArrayList<>();
        for (List<Line> same : lines.values()) {
            Line first = same.getFirst();
            boolean oneLabel = same.stream().allMatch(line -> hasLabelOf(first, line));
            if (oneLabel) {
                files.add(first.file);
            }
            for (Line line : oneLabel ? same.subList(1, same.size()) : same) {
                Line other = oneLabel ? first
                        : same.stream().filter(l -> !hasLabelOf(l, line)).findFirst().orElseThrow();
                problem(where(line.number), line.file.name() + (oneLabel
                        ? " is in the table already, in line " + other.number + "; remove a line"
                        : " is in line " + other.number + " too, as " + other.file.className() + " and not "
                        + line.file.className() + "; keep the right line"));
            }
        }
        return files;
    }

    private static boolean hasLabelOf(Line a, Line b) {
        return a.file.className().equals(b.file.className());
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
        String where = where(line);
        if (cells.size() <= Math.max(pathColumn, Math.max(labelColumn, splitColumn))) {
            problem(where, "has " + Counted.of(cells.size(), "cell") + ", fewer than the first line");
            return;
        }
        String label = cells.get(labelColumn).strip();
        Optional<Split> split = splitColumn < 0 ? Optional.empty() : split(cells.get(splitColumn));
        if (label.isEmpty()) {
            problem(where, "has no label");
        } else if (splitColumn >= 0 && split.isEmpty()) {
            problem(where, "the split is '" + cells.get(splitColumn) + "'; write train or test");
        } else {
            addFile(line, cells.get(pathColumn).strip(), label, split);
        }
    }

    private void addFile(int line, String path, String label, Optional<Split> split) {
        try {
            Path picture = file.toAbsolutePath().resolveSibling(path).normalize();
            if (path.isEmpty() || !Files.exists(picture)) {
                problem(where(line), path.isEmpty() ? "has no path" : path + ": no such file");
            } else {
                lines.computeIfAbsent(picture, _ -> new ArrayList<>())
                        .add(new Line(line, new LabelledFile(picture, path.replace('\\', '/'), label, split)));
            }
        } catch (InvalidPathException e) {
            problem(where(line), "the path is none that this system can have");
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
