package longhand.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the same signs can mean: a comma may separate numbers, be a decimal point or stand between thousands, and 2 1/2
 * be two numbers or one. Who writes a sign between thousands writes the same one everywhere, and another decimal point.
 */
final class Readings {
    /** Likely without more ado. */
    private static final int USUAL = 0;
    /** Meant where the answer has the right size then. */
    private static final int IF_SIZED = 1;
    /** Meant where at least one number is right then. */
    static final int IF_RIGHT = 2;
    private static final String DECIMAL_COMMA = "(?<=\\d),(?=\\d)";
    /** One after the other, the signs between thousands; the last ones never stand between numbers. */
    private static final List<String> MARKS = List.of(",", "\\.", " ", "['\u2019_]");

    private Readings() {}

    /**
     * A text that {@link MatrixText} can read.
     *
     * @param remarks what was understood, in sentences
     * @param least what makes it likely: nothing, that the answer has the right size, or that one number is right
     */
    record Reading(String text, List<String> remarks, int least) {
        private Reading changed(String changed, String remark, int atLeast) {
            List<String> all = new ArrayList<>(remarks);
            all.add(remark);
            return new Reading(changed, all, Math.max(least, atLeast));
        }

        /** The same, only where at least one number is right. */
        Reading ifRight(String remark) {
            return changed(text, remark, IF_RIGHT);
        }

        private boolean has(String pattern) {
            return Pattern.compile(pattern).matcher(text).find();
        }

        private Reading withDecimalCommas() {
            return changed(text.replaceAll(DECIMAL_COMMA, "."), "Commas were read as decimal points.", least);
        }

        /** Something else for each match of a pattern, which is there. */
        private Reading with(Pattern pattern, Function<MatchResult, String> other, int atLeast) {
            Matcher first = pattern.matcher(text);
            first.find();
            String remark = "\"" + first.group() + "\" was read as " + other.apply(first) + ".";
            return changed(pattern.matcher(text).replaceAll(other), remark, atLeast);
        }
    }

    /** All readings of a text, those that are meant most often first. */
    static List<Reading> of(String text) {
        Reading plain = new Reading(text, List.of(), USUAL);
        List<Reading> all = new ArrayList<>(mixed(points(plain)));
        for (String mark : MARKS) {
            all.addAll(mixed(thousands(plain, mark)));
        }
        return all;
    }

    /** Commas between digits as they stand, and as decimal points. */
    private static List<Reading> points(Reading reading) {
        return reading.has(DECIMAL_COMMA) ? List.of(reading, reading.withDecimalCommas()) : List.of(reading);
    }

    private static List<Reading> mixed(List<Reading> readings) {
        List<Reading> all = new ArrayList<>(readings);
        readings.stream().filter(r -> r.has(FreeText.MIXED.pattern()))
                .forEach(r -> all.add(r.with(FreeText.MIXED, FreeText::improper, IF_SIZED)));
        return all;
    }

    private static List<Reading> thousands(Reading plain, String mark) {
        String number = "(?<![\\w.,'\u2019/])[1-9]\\d{0,2}(?:" + mark + "\\d{3}){1,6}(?!\\d|" + mark
                + "\\d{3}|[eE][+-]?\\d| ?%)";
        if (!plain.has(number)) {
            return List.of();
        }
        Reading without = plain.with(Pattern.compile(number), m -> m.group().replaceAll("\\D", ""), IF_RIGHT);
        boolean otherUse = mark.equals(",") && without.has(DECIMAL_COMMA) || mark.equals("\\.") && without.has("\\d\\.\\d");
        return otherUse ? List.of() : points(without);
    }
}
