package longhand.datasets.files;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where this user's downloaded data sets live. */
final class CacheFolder {
    private CacheFolder() {}

    /** The folder for this process. */
    static Path current() {
        return of(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    /**
     * {@code LONGHAND_CACHE} if it is set; else {@code longhand} in {@code XDG_CACHE_HOME}, on Windows in {@code
     * LOCALAPPDATA}, or in {@code .cache} of the user's home.
     */
    static Path of(Map<String, String> environment, String osName, Path home) {
        String own = environment.getOrDefault("LONGHAND_CACHE", "");
        if (!own.isEmpty()) {
            return Path.of(own);
        }
        boolean windows = osName.toLowerCase(Locale.ROOT).startsWith("windows");
        String parent = environment.getOrDefault(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME", "");
        return (parent.isEmpty() ? home.resolve(".cache") : Path.of(parent)).resolve("longhand");
    }
}
