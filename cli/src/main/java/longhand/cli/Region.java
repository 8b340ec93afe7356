package longhand.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.explain.Values;
import longhand.names.Counted;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Some rows and columns of an array, written as NumPy writes a slice: {@code 100:140,60:100} for rows 100 to 139 and
 * columns 60 to 99.
 *
 * @param top first row
 * @param bottom the row after the last
 * @param left first column
 * @param right the column after the last
 */
record Region(int top, int bottom, int left, int right) {
    /** Reads one. */
    static final class Converter implements ITypeConverter<Region> {
        private static final Pattern SLICES = Pattern.compile("(\\d+):(\\d+),(\\d+):(\\d+)");

        @Override
        public Region convert(String text) {
            Matcher m = SLICES.matcher(text.replace(" ", ""));
            if (m.matches()) {
                Region region = new Region(number(text, m.group(1)), number(text, m.group(2)),
                        number(text, m.group(3)), number(text, m.group(4)));
                if (region.top < region.bottom && region.left < region.right) {
                    return region;
                }
            }
            throw new TypeConversionException("'" + text
                    + "' is no region; write 100:140,60:100 for rows 100 to 139 and columns 60 to 99");
        }

        private static int number(String text, String digits) {
            try {
                return Integer.parseInt(digits);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' goes too far: " + digits + ". Rule: numbers of rows "
                        + "and columns are at most " + Integer.MAX_VALUE + ". Fix: write ones that the input has");
            }
        }
    }

    /**
     * The part of every matrix of an array.
     *
     * @throws IllegalArgumentException if the array has no such rows and columns
     */
    Values of(Values x) {
        if (bottom > x.rows() || right > x.columns()) {
            throw new IllegalArgumentException("--region " + this + ": the input has "
                    + Counted.of(x.rows(), "row") + " and " + Counted.of(x.columns(), "column")
                    + ". Fix: at most 0:" + x.rows() + ",0:" + x.columns());
        }
        int rows = bottom - top;
        int columns = right - left;
        double[] part = new double[x.planes() * rows * columns];
        for (int i = 0; i < part.length; i++) {
            part[i] = x.get(i / (rows * columns), top + i / columns % rows, left + i % columns);
        }
        int[] dims = x.dims();
        if (dims.length > 1) {
            dims[dims.length - 2] = rows;
        }
        dims[dims.length - 1] = columns;
        return Values.of(part, dims);
    }

    @Override
    public String toString() {
        return top + ":" + bottom + "," + left + ":" + right;
    }
}
