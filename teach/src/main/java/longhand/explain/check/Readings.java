package longhand.explain.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the same signs can mean: a comma may separate numbers, be a decimal point or stand between thousands, 2 1/2 be
 * two numbers or one, and bars stand between planes or between numbers. Who writes a sign between thousands writes the
 * same one everywhere, and another decimal point.
 */
final class Readings {
    /** Likely without more ado. */
    private static final int USUAL = 0;
    /** Meant where the answer has the right size then. */
    private static final int IF_SIZED = 1;
    /** Meant where at least one number is right then. */
    static final int IF_RIGHT = 2;
    private static final Pattern DECIMAL_COMMA = Pattern.compile("(?<=\\d),(?=\\d)");
    private static final Pattern DECIMAL_POINT = Pattern.compile("\\d\\.\\d");
    private static final String POWER = "|[eE][+-]?\\d";
    /** One after the other, the signs between thousands; the last ones never stand between numbers. */
    private static final List<Mark> MARKS = List.of(Mark.of(",", POWER, Optional.of(DECIMAL_COMMA)),
            Mark.of("\\.", POWER + "| ?%", Optional.of(DECIMAL_POINT)), Mark.of(" ", "", Optional.empty()),
            Mark.of("['\u2019_]", "", Optional.empty()));

    private static final Pattern BETWEEN = Pattern.compile("\\d[\\d.%]{0,30} {0,9}\\|");
    /** A bar that stands beside another one or at an end of a line, as in |-5|: none between numbers. */
    private static final Pattern OUTER = Pattern.compile("\\|\\||(?m:^) {0,20}\\||\\| {0,20}(?m:$)");

    private Readings() {}

    /**
     * A sign between thousands.
     *
     * @param number one that is written with it
     * @param decimal where the same sign stands in another number as the decimal point, if it can
     */
    private record Mark(Pattern number, Optional<Pattern> decimal) {
        /** A sign that stands between no thousands before something else. */
        static Mark of(String sign, String before, Optional<Pattern> decimal) {
            return new Mark(Pattern.compile("(?<![\\w.,'\u2019/])[1-9]\\d{0,2}(?:" + sign + "\\d{3}){1,6}(?!\\d|" + sign + "\\d{3}"
                    + before + ")"), decimal);
        }
    }

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

        private boolean has(Pattern pattern) {
            return pattern.matcher(text).find();
        }

        private Reading withDecimalCommas() {
            return changed(DECIMAL_COMMA.matcher(text).replaceAll("."), "Commas were read as decimal points.", least);
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
        if (BETWEEN.matcher(text).find() && !OUTER.matcher(text).find()) {
            all.addAll(mixed(points(plain.changed(text.replace('|', ' '), "The bars were read as blanks.", IF_SIZED))));
        }
        for (Mark mark : MARKS) {
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
        readings.stream().filter(r -> r.has(FreeText.MIXED))
                .forEach(r -> all.add(r.with(FreeText.MIXED, FreeText::improper, IF_SIZED)));
        return all;
    }

    private static List<Reading> thousands(Reading plain, Mark mark) {
        if (!plain.has(mark.number)) {
            return List.of();
        }
        Reading without = plain.with(mark.number, m -> m.group().replaceAll("\\D", ""), IF_RIGHT);
        return mark.decimal.filter(without::has).isPresent() ? List.of() : points(without);
    }
}
