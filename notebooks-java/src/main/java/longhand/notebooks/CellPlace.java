package longhand.notebooks;

/**
 * Where a snippet stands: JShell counts lines and characters from the start of a snippet, the student from the start of
 * a cell.
 *
 * @param cell the number in brackets beside the cell
 * @param code the whole cell
 * @param start the index in {@code code} at which the snippet starts
 */
record CellPlace(int cell, String code, int start) {
    /** The index in the cell of the snippet's line {@code line} (from 1), at its first visible character. */
    int lineStart(int line) {
        int at = start;
        for (int i = 1; i < line && code.indexOf('\n', at) >= 0; i++) {
            at = code.indexOf('\n', at) + 1;
        }
        while (at < code.length() && Character.isWhitespace(code.charAt(at)) && code.charAt(at) != '\n') {
            at++;
        }
        return at;
    }

    /** The line of the cell, from 1, that holds index {@code at}. */
    int line(int at) {
        return 1 + (int) code.substring(0, clamp(at)).chars().filter(c -> c == '\n').count();
    }

    /**
     * The line that holds index {@code at}, and under it carets from there to {@code end}, at most to the end of the
     * line.
     */
    String underlined(int at, int end) {
        int from = clamp(at);
        int lineFrom = code.lastIndexOf('\n', from - 1) + 1;
        int lineEnd = code.indexOf('\n', from) < 0 ? code.length() : code.indexOf('\n', from);
        String before = code.substring(lineFrom, from).replaceAll("[^\t]", " ");
        int carets = Math.max(1, Math.min(end, lineEnd) - from);
        return "    " + code.substring(lineFrom, lineEnd).stripTrailing() + "\n    " + before + "^".repeat(carets);
    }

    /** {@link #underlined} for a whole line. */
    String underlinedLine(int at) {
        int end = code.indexOf('\n', clamp(at)) < 0 ? code.length() : code.indexOf('\n', clamp(at));
        String rest = code.substring(clamp(at), end);
        int comment = rest.indexOf("//");
        String visible = (comment > 0 ? rest.substring(0, comment) : rest).stripTrailing();
        return underlined(at, clamp(at) + visible.length());
    }

    private int clamp(int at) {
        return Math.max(0, Math.min(at, code.length()));
    }
}
