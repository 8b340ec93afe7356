package longhand.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** The most memory this process has occupied so far, where the system tells (Linux: VmHWM in /proc/self/status). */
public final class PeakMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private PeakMemory() {}

    /** As {@code 1.52 GB}. */
    public static Optional<String> text() {
        if (!Files.isReadable(STATUS)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream().filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> String.format(Locale.ROOT, "%.2f GB",
                    Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e9)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
