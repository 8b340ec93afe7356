package longhand.explain.exercise;

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

    /** A student of whom only one name is known. */
    public static Student named(String name) {
        return new Student(idOf(name), name, "", "");
    }

    /** A name that can stand for a file on every system: letters (accents dropped), digits, dots and hyphens. */
    static String idOf(String name) {
        String plain = java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFKD).replaceAll("\\p{M}", "")
                .replace("ß", "ss");
        return plain.strip().replaceAll("[^\\p{L}\\p{N}._]+", "-").replaceAll("^[-.]+|[-.]+$", "")
                .toLowerCase(java.util.Locale.ROOT);
    }
}
