package longhand.datasets.pictures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line of a file of comma-separated values (RFC 4180); a cell in quotes may go over several.
 *
 * @param number the number of the first of them, from 1
 * @param cells what stands between the commas, without quotes and without spaces at the ends
 * @param fault why it may have been meant otherwise
 */
record TableLine(int number, List<String> cells, Optional<String> fault) {
    /** All lines that are not blank. */
    static List<TableLine> of(String text) {
        List<String> lines = text.lines().toList();
        List<TableLine> all = new ArrayList<>();
        for (int i = 0; i < lines.size();) {
            Reader reader = new Reader(lines, i);
            if (!lines.get(i).isBlank()) {
                all.add(reader.read());
            }
            i = Math.max(i, reader.last) + 1;
        }
        return all;
    }

    /** The cell in a column; empty if the line is too short. */
    String cell(int column) {
        return column < cells.size() ? cells.get(column) : "";
    }

    /** How many cells there are up to the last one with something in it. */
    int width() {
        int width = cells.size();
        while (width > 0 && cells.get(width - 1).isEmpty()) {
            width--;
        }
        return width;
    }

    /** Reads cells, from a given line on. */
    private static final class Reader {
        private final List<String> lines;
        private final int first;
        private int last;
        private final List<String> cells = new ArrayList<>();
        private final StringBuilder cell = new StringBuilder();
        private Optional<String> fault = Optional.empty();

        Reader(List<String> lines, int first) {
            this.lines = lines;
            this.first = first;
            this.last = first;
        }

        TableLine read() {
            boolean isEnded = readLine(false);
            while (!isEnded && fault.isEmpty() && last + 1 < lines.size()) {
                last++;
                cell.append('\n');
                isEnded = readLine(true);
            }
            if (!isEnded && fault.isEmpty()) {
                fault = Optional.of("a quote begins and does not end; end it, or write two for one that is meant");
            }
            if (fault.isPresent() && last > first) { // of the lines after it nobody knows that they belong to it
                last = first;
                cells.clear();
                cell.setLength(0);
                readLine(false);
            }
            addCell();
            return new TableLine(first + 1, List.copyOf(cells), fault);
        }

        /**
         * Reads one line.
         *
         * @param isInside whether a cell in quotes began before it
         * @return whether the line ends outside of quotes
         */
        private boolean readLine(boolean isInside) {
            String line = lines.get(last);
            boolean quoted = isInside;
            boolean wasQuoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    cell.append(line.charAt(++i));
                } else if (c == '"') {
                    note(!quoted && (wasQuoted || !cell.toString().isBlank()));
                    wasQuoted = quoted;
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    addCell();
                    wasQuoted = false;
                } else {
                    note(!quoted && wasQuoted && !Character.isWhitespace(c));
                    cell.append(c);
                }
            }
            return !quoted;
        }

        private void note(boolean isStray) {
            if (isStray && fault.isEmpty()) {
                fault = Optional.of("a quote stands inside a cell; put quotes around the whole cell, and write two for "
                        + "one that is meant");
            }
        }

        private void addCell() {
            cells.add(cell.toString().strip());
            cell.setLength(0);
        }
    }
}
