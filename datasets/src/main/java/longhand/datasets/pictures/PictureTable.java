package longhand.datasets.pictures;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.datasets.image.FileFault;
import longhand.names.Counted;

/**
 * A table of pictures in a file of comma-separated values (RFC 4180): a first line with the names of the columns,
 * {@code path,label} and perhaps {@code split} (train or test), then a line for each picture. Paths are relative to the
 * folder of the table.
 */
final class PictureTable {
    private final Path file;
    private final TableColumns columns;
    private final List<LabelledFile> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    private PictureTable(Path file, TableColumns columns) {
        this.file = file;
        this.columns = columns;
    }

    /** @throws DatasetException if it is no such table */
    static FoundFiles find(Path file) {
        List<TableLine> lines = TableLine.of(text(file));
        PictureTable table = new PictureTable(file, TableColumns.of(file, lines));
        lines.stream().skip(table.columns.hasNames() ? 1 : 0).forEach(table::add);
        return new FoundFiles(table.files, table.problems);
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new DatasetException(file + ": not a text in UTF-8. Fix: save the table as CSV UTF-8", e);
        } catch (IOException e) {
            throw new DatasetException(file + ": " + FileFault.reason(e), e);
        }
    }

    /** A line with a path and a label is a second opinion on that picture, whatever else is wrong with it. */
    private void add(TableLine line) {
        String where = file.getFileName() + " line " + line.number();
        Optional<String> fault = fault(line);
        fault.ifPresent(reason -> problem(where, reason));
        String path = line.cell(columns.path());
        String label = label(line);
        if (path.isEmpty() || label.isEmpty()) {
            return;
        }
        Optional<String> noFile = faultOfFile(path);
        if (noFile.isEmpty()) {
            String name = path.replace('\\', '/');
            files.add(new LabelledFile(real(resolve(path)), name, Optional.of(where), label, split(line),
                    fault.isEmpty()));
        } else if (fault.isEmpty()) {
            problem(where, noFile.get());
        }
    }

    private void problem(String where, String reason) {
        problems.add(Problem.ofLine(where, reason));
    }

    private String label(TableLine line) {
        return ClassNames.clean(line.cell(columns.label()));
    }

    private Optional<Split> split(TableLine line) {
        return columns.split().flatMap(column -> SplitWords.of(line.cell(column)));
    }

    private Optional<String> fault(TableLine line) {
        if (line.fault().isPresent()) {
            return line.fault();
        } else if (line.cells().size() <= columns.last()) {
            return Optional.of("has " + Counted.of(line.cells().size(), "cell") + ", fewer than the first line");
        } else if (line.width() > columns.count()) {
            return Optional.of("has " + Counted.of(line.width(), "cell") + ", the first line has " + columns.count()
                    + (columns.split().isEmpty() && SplitWords.of(line.cell(columns.count())).isPresent()
                    ? "; begin the file with path,label,split" : "; put quotes around a cell with commas"));
        } else if (label(line).isEmpty()) {
            return Optional.of("has no label");
        } else if (line.cell(columns.path()).isEmpty()) {
            return Optional.of("has no path");
        }
        return columns.split().filter(_ -> split(line).isEmpty())
                .map(column -> "the split is '" + line.cell(column) + "'; write train or test");
    }

    /** As the system will: {@code ..} behind a linked folder is the folder above the one that the link leads to. */
    private Path resolve(String path) {
        return file.toAbsolutePath().resolveSibling(path);
    }

    /** The same path for all names of a file. */
    private static Path real(Path picture) {
        try {
            return picture.toRealPath();
        } catch (IOException e) {
            return picture; // reading it will say why
        }
    }

    private Optional<String> faultOfFile(String path) {
        try {
            Path picture = resolve(path);
            return Files.isDirectory(picture) ? Optional.of(path + ": a folder; name its pictures one by one")
                    : FileFault.of(picture).map(fault -> path + ": " + fault + hint(path, picture));
        } catch (InvalidPathException e) {
            return Optional.of("the path is none that this system can have"
                    + (path.indexOf('\0') < 0 ? "; " + FileFault.LOCALE : ""));
        }
    }

    private String hint(String path, Path picture) {
        return Files.exists(picture, LinkOption.NOFOLLOW_LINKS) ? ""
                : path.indexOf('\\') >= 0 ? "; write / between folders"
                : Files.isSymbolicLink(file) ? "; the table is a link, and paths begin in the folder of the link" : "";
    }
}
