package longhand.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import longhand.shape.Size2d;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 2}, {@code 2x3} or {@code 2,3}: rows and columns. */
final class Size2dConverter implements ITypeConverter<Size2d> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(?:[x×,](\\d{1,6}))?");

    @Override
    public Size2d convert(String text) {
        Matcher m = SIZE.matcher(text.strip());
        if (!m.matches()) {
            throw new TypeConversionException("'" + text + "' is not a size; write 2, or 2x3 for rows and columns");
        }
        int h = Integer.parseInt(m.group(1));
        return new Size2d(h, m.group(2) == null ? h : Integer.parseInt(m.group(2)));
    }
}
