package longhand.backend.reference;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import longhand.backend.Backends;

/**
 * The only thing that the reference does for speed: parts of a result that share nothing, such as the images of a
 * batch, are computed on several processors at once. Each part is computed as if it were alone, so the result does not
 * depend on it.
 */
final class SideBySide {
    private SideBySide() {}

    static void run(int parts, IntConsumer part) {
        IntStream numbers = IntStream.range(0, parts);
        (Backends.threads() > 1 ? numbers.parallel() : numbers).forEach(part);
    }
}
