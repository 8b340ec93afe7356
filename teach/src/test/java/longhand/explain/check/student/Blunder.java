package longhand.explain.check.student;

import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A mistake that a student can make on a worksheet.
 *
 * @param family what it is about
 * @param can whether it can be made there
 */
record Blunder(String family, String name, Predicate<Worksheet> can, Consumer<Worksheet> make) {

    /** Whether one given number was taken for another one. */
    boolean isMisreading() {
        return name.endsWith("misread") || name.equals("one sign lost");
    }

    @Override
    public String toString() {
        return family + ": " + name;
    }

    /** A blunder on one kind of worksheet. */
    static <S extends Worksheet> Blunder of(Class<S> kind, String family, String name, Predicate<S> can,
            Consumer<S> make) {
        return new Blunder(family, name, s -> kind.isInstance(s) && can.test(kind.cast(s)),
                s -> make.accept(kind.cast(s)));
    }
}
