package longhand.cli.run;

/** Cells of files of comma-separated values (RFC 4180). */
public final class CsvText {
    private CsvText() {}

    /** A text as a cell; one that a spreadsheet would take for a formula gets an apostrophe in front. */
    public static String cell(String text) {
        String harmless = text.matches("(?s)[=+@\\-\\t\\r].*") ? "'" + text : text;
        return harmless.matches("[^,\"\\r\\n]*") ? harmless : '"' + harmless.replace("\"", "\"\"") + '"';
    }
}
