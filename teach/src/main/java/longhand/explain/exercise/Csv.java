package longhand.explain.exercise;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tables as comma-separated values: read as spreadsheets of any country write them, written so that no cell does harm.
 */
final class Csv {
    private static final CsvMapper READER = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.TRIM_SPACES).enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();
    private static final CsvMapper WRITER = CsvMapper.builder().enable(CsvGenerator.Feature.STRICT_CHECK_FOR_QUOTING)
            .build();

    private Csv() {}

    /**
     * The rows of a table; columns are separated by commas, semicolons or tabs, whichever the first line with text
     * in it has most of.
     *
     * @throws IllegalArgumentException if it is no table
     */
    static List<List<String>> read(String text) {
        String first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        char separator = Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong(c -> first.chars().filter(d -> d == c).count()))
                .orElse(',');
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        try (MappingIterator<String[]> rows = READER.readerFor(String[].class).with(schema)
                .readValues(text.replace("\uFEFF", ""))) {
            return rows.readAll().stream().map(row -> Arrays.stream(row).map(c -> c == null ? "" : c.strip()).toList())
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no CSV table: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no CSV table: " + e.getMessage());
        }
    }

    /** The rows as text, one line each. */
    static String write(List<List<String>> rows) {
        try {
            List<String[]> safe = rows.stream().map(row -> row.stream().map(Csv::harmless).toArray(String[]::new))
                    .toList();
            return WRITER.writer(CsvSchema.emptySchema().withLineSeparator("\n")).writeValueAsString(safe);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts are always a table", e);
        }
    }

    /**
     * The text on one line. A spreadsheet would compute a cell that begins with =, +, - or @, also after spaces or
     * control signs: an apostrophe marks it as text. Numbers stay numbers.
     */
    private static String harmless(String cell) {
        // Where a comma is a decimal point, spreadsheets split lines at semicolons: what follows one begins a cell,
        // too.
        String line = cell.replaceAll("[\\p{Cntrl}\\s]+", " ").strip()
                .replaceAll("([;,\"] ?)(?=[=@]|[+-] ?[^\\d ])", "$1'");
        boolean formula = line.matches("[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20|%].*") && !line.matches("-?\\d+(\\.\\d+)?");
        return formula ? "'" + line : line;
    }
}
