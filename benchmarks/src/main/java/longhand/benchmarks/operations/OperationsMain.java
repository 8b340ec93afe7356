package longhand.benchmarks.operations;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Runs our process and those of others in turn and prints the table of ratios. Properties: {@code operations.rounds}
 * (3), {@code operations.threads} (0: all cores), {@code operations.seconds} of each measurement (0.05), {@code
 * operations.only}, a pattern of names, {@code operations.flags} of our process. Runs in the folder {@code benchmarks}.
 */
public final class OperationsMain {
    private static final double WORST = 1.5;

    /** The first one is ours. */
    private final List<Program> programs;
    private final int threads;
    private final List<String> settings = new ArrayList<>();
    /** By what was measured: the seconds of each program, one figure per round. */
    private final Map<String, Map<String, List<Double>>> times = new LinkedHashMap<>();

    /**
     * What is compared.
     *
     * @param start a class with a main method, or a script for Python
     */
    private record Program(String title, String start) {
        static Program parse(String titleAndStart) {
            String[] parts = titleAndStart.split("=", 2);
            return new Program(parts[0], parts[1]);
        }
    }

    private OperationsMain(List<Program> programs) {
        this.programs = programs;
        int wanted = Integer.getInteger("operations.threads", 0);
        threads = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
        settings.addAll(List.of(Integer.toString(threads), System.getProperty("operations.seconds", "0.05"),
                System.getProperty("operations.only", ".*")));
    }

    /** Arguments: {@code title=class} of ours, then {@code title=class} or {@code title=script} of the others. */
    public static void main(String[] args) throws IOException, InterruptedException {
        OperationsMain all = new OperationsMain(Arrays.stream(args).map(Program::parse).toList());
        for (int round = 0; round < Integer.getInteger("operations.rounds", 3); round++) {
            for (Program program : all.programs) {
                all.read(program, program.start.endsWith(".py") ? all.python(program) : all.java(program));
            }
        }
        all.print();
    }

    private List<String> java(Program program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("..", "longhand.jvmflags"));
        String flags = program.equals(programs.getFirst()) ? System.getProperty("operations.flags", "") : "";
        command.addAll(Arrays.stream(flags.split(" ")).filter(flag -> !flag.isEmpty()).toList());
        command.add(program.start);
        command.addAll(settings);
        return command;
    }

    private List<String> python(Program program) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", Path.of("peers", program.start).toString()));
        command.addAll(settings);
        return command;
    }

    private void read(Program program, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        // not in the command: ONNX Runtime 1.29 crashes where a command is longer than 4 kB
        environment.put("CLASSPATH", System.getProperty("java.class.path"));
        environment.keySet().removeIf(name -> name.startsWith("OPENBLAS_")); // they may force kernels of old processors
        // without these, glibc maps large results afresh, page by page: see README.md
        environment.putAll(Map.of("MALLOC_MMAP_THRESHOLD_", "4000000000", "MALLOC_TRIM_THRESHOLD_", "8000000000",
                "MALLOC_ARENA_MAX", "1"));
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int last = line.lastIndexOf(" | ");
                if (last >= 0) {
                    times.computeIfAbsent(line.substring(0, last), key -> new HashMap<>())
                            .computeIfAbsent(program.title, key -> new ArrayList<>())
                            .add(Double.parseDouble(line.substring(last + 3)));
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed with status " + process.exitValue());
        }
    }

    private void print() {
        System.out.printf("%d threads; µs of one call; ratio: our time by that of the quickest other%n%n", threads);
        System.out.println("| what | size | | " + programs.stream().map(Program::title)
                .collect(Collectors.joining(" | ")) + " | ratio |\n|---|---|---|" + "---|".repeat(programs.size() + 1));
        Map<String, Double> ratios = new TreeMap<>();
        times.forEach((what, found) -> {
            double ratio = ratio(found);
            if (!Double.isNaN(ratio)) {
                ratios.put(what, ratio);
                String figures = programs.stream().map(program -> median(found.get(program.title)))
                        .map(t -> Double.isNaN(t) ? "" : String.format(Locale.ROOT, "%.1f", 1e6 * t))
                        .collect(Collectors.joining(" | "));
                System.out.printf(Locale.ROOT, "| %s | %s | %.2f |%n", what, figures, ratio);
            }
        });
        System.out.printf(Locale.ROOT, "%nmedian %.2f; %d of %d over %.1f:%n", median(ratios.values()),
                ratios.values().stream().filter(r -> r > WORST).count(), ratios.size(), WORST);
        ratios.entrySet().stream().filter(e -> e.getValue() > WORST)
                .sorted((a, b) -> Double.compare(b.getValue(), a.getValue()))
                .forEach(e -> System.out.printf(Locale.ROOT, "%6.2f  %s%n", e.getValue(), e.getKey()));
    }

    /** How many times as long as the quickest of the others we take: the median of the rounds. NaN without others. */
    private double ratio(Map<String, List<Double>> found) {
        List<Double> ours = found.getOrDefault(programs.getFirst().title, List.of());
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            int round = i;
            OptionalDouble best = programs.stream().skip(1).map(other -> found.getOrDefault(other.title, List.of()))
                    .filter(seconds -> round < seconds.size()).mapToDouble(seconds -> seconds.get(round)).min();
            best.ifPresent(seconds -> ratios.add(ours.get(round) / seconds));
        }
        return median(ratios);
    }

    private static double median(Collection<Double> values) {
        double[] sorted = values == null ? new double[0] : values.stream().mapToDouble(Double::doubleValue).sorted()
                .toArray();
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
