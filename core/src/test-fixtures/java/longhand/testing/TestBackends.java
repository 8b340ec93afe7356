package longhand.testing;

import java.util.ArrayList;
import java.util.List;
import longhand.backend.BackendException;
import longhand.backend.Backends;

/**
 * The backends that tests can use on this machine: all that are on the class path, or those that the system property
 * {@code longhand.test.backends} names. In CI every one must be available.
 */
public final class TestBackends {
    private static final String ONLY = System.getProperty("longhand.test.backends", "");
    private static List<String> available;

    private TestBackends() {}

    /** Names of the available backends; says once which one is missing and why. */
    public static synchronized List<String> available() {
        if (available == null) {
            String before = Backends.current().name();
            available = new ArrayList<>();
            for (String name : ONLY.isEmpty() ? Backends.names() : List.of(ONLY.split(","))) {
                try {
                    Backends.use(name);
                    available.add(name);
                } catch (BackendException e) {
                    if ("1".equals(System.getenv("LONGHAND_CI"))) {
                        throw e;
                    }
                    System.err.println("Tests skip backend " + name + ": " + e.getMessage());
                }
            }
            Backends.use(before);
        }
        return available;
    }
}
