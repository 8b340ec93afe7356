package longhand.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import longhand.io.disk.FileBytes;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How words of the command line become numbers and paths, and what is said if they do not. */
final class OptionTypes {
    private OptionTypes() {
    }

    /** For a command and all its subcommands so far. */
    static void register(CommandLine commandLine) {
        commandLine
                .registerConverter(Path.class, OptionTypes::path)
                .registerConverter(double.class, OptionTypes::number)
                .registerConverter(Double.class, OptionTypes::number)
                .registerConverter(int.class, OptionTypes::wholeNumber)
                .registerConverter(Integer.class, OptionTypes::wholeNumber)
                .registerConverter(long.class, OptionTypes::longNumber)
                .registerConverter(Long.class, OptionTypes::longNumber);
    }

    private static Path path(String text) {
        if (text.isBlank()) {
            throw new TypeConversionException("the name is empty. Fix: name a file or a folder");
        }
        try {
            Path path = Path.of(text);
            if (FileBytes.isDevice(path)) {
                throw new TypeConversionException(text + " is a device. Fix: name a file or a folder");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'" + text + "' cannot be the name of a file: " + e.getReason()
                    + ". Fix: name a file or a folder");
        }
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is no number. Fix: write one such as 0.1 or 1e-3");
        }
    }

    private static int wholeNumber(String text) {
        return (int) within(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long longNumber(String text) {
        return within(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static long within(String text, long smallest, long largest) {
        try {
            long number = Long.parseLong(text);
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new TypeConversionException("'" + text + "' is no whole number from " + smallest + " to " + largest
                + ". Fix: write such a number");
    }
}
