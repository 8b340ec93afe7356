package longhand.explain.exercise;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Somebody who gets a sheet.
 *
 * @param id the name of the answer file, without extension; unique in a class whatever its case; empty if a sheet is
 *      for everyone
 * @param name as people write it
 * @param email may be empty
 * @param number the number by which a school's system knows the student; may be empty
 */
public record Student(String id, String name, String email, String number) {
    /** For a sheet that everyone gets. */
    public static final Student EVERYONE = new Student("", "", "", "");

    private static final Pattern ACCENT =
            Pattern.compile("([\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}\\p{IsHebrew}\\p{IsArabic}])\\p{M}+");

    /**
     * A student of whom only one name is known.
     *
     * @throws IllegalArgumentException if it has no letter and no digit
     */
    public static Student named(String name) {
        return new Student(idOf(name), name, "", "").withId();
    }

    /** This student. */
    Student withId() {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("the name '" + name + "' has no letter and no digit. Rule: the files of a "
                    + "student are named after him or her. Fix: write it otherwise, or give a table with a column \"id\".");
        }
        return this;
    }

    /**
     * A name that can stand for a file on every system: letters, digits, dots and hyphens. Accents are dropped, but not
     * the marks of a script in which they are half of the letters: राम and रमा are two names.
     */
    static String idOf(String name) {
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD);
        String plain = ACCENT.matcher(decomposed).replaceAll("$1").replace("ß", "ss");
        return plain.strip().replaceAll("[^\\p{L}\\p{M}\\p{N}._]+", "-").replaceAll("^[-.]+|[-.]+$", "")
                .toLowerCase(Locale.ROOT);
    }

    /** Says that two students would have the same files. */
    static IllegalArgumentException same(Student one, Student other) {
        return new IllegalArgumentException("the files of '" + one.name + "' and '" + other.name + "' would both be named '"
                + one.id + "'. Fix: write one name otherwise, or give a table with a column \"id\" that tells them apart.");
    }
}
