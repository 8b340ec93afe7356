package longhand.benchmarks.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The constants of an enum by their names in small letters, as users write them. */
final class Names {
    private Names() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constants that a property lists, like {@code nin16,gemm}; the value may be empty. */
    static <E extends Enum<E>> List<E> list(String property, String names, E[] all) {
        return Arrays.stream(names.split(",")).map(String::strip).filter(name -> !name.isEmpty())
                .map(name -> find(property, name, all)).distinct().toList();
    }

    private static <E extends Enum<E>> E find(String property, String name, E[] all) {
        return Arrays.stream(all).filter(constant -> of(constant).equals(name)).findFirst().orElseThrow(() -> {
            String choice = Arrays.stream(all).map(Names::of).collect(Collectors.joining(", "));
            return new IllegalArgumentException(property + ": \"" + name + "\" is unknown; choose from " + choice
                    + ".");
        });
    }
}
