package longhand.benchmarks.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One process, from its start to its end.
 *
 * @param figure what it measured; nothing if it failed
 * @param lastLine the last thing it said, which is why it failed
 */
record Measurement(Optional<Figure> figure, String lastLine) {
    /** Runs the process to its end. */
    static Measurement of(ProcessBuilder builder) throws InterruptedException {
        long start = System.nanoTime();
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return new Measurement(Optional.empty(), e.getMessage());
        }
        Thread stop = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(stop);
        Measurement measurement = read(process, start);
        int status = process.waitFor();
        Runtime.getRuntime().removeShutdownHook(stop);
        return status == 0 ? measurement
                : new Measurement(Optional.empty(), measurement.lastLine + " (exit status " + status + ")");
    }

    private static Measurement read(Process process, long start) {
        Optional<Figure> figure = Optional.empty();
        double firstStep = Double.NaN;
        String last = "no output";
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Figure.FIRST_STEP)) {
                    firstStep = 1e-9 * (System.nanoTime() - start);
                }
                Optional<Figure> found = Figure.parse(line, firstStep);
                figure = found.isPresent() ? found : figure;
                last = line.isBlank() ? last : line.strip();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Measurement(figure, last);
    }
}
