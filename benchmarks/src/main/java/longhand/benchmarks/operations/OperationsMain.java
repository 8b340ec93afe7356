package longhand.benchmarks.operations;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs our process and PyTorch's in turn and prints the table of ratios. Properties: {@code operations.rounds} (3),
 * {@code operations.threads} (0: all cores), {@code operations.seconds} of each measurement (0.05), {@code
 * operations.only}, a pattern of names, {@code operations.flags} of our process. Runs in the folder {@code benchmarks}.
 */
public final class OperationsMain {
    private static final double WORST = 1.5;

    private final String ours; // a class with a main method
    private final String theirs; // a script
    private final int threads;
    private final List<String> settings = new ArrayList<>();
    /** By operation, size and direction: our seconds and theirs, one of each per round. */
    private final Map<String, Times> times = new LinkedHashMap<>();

    /** The figures of one line. */
    private record Times(List<Double> ours, List<Double> theirs) {
        /** How many times as long as PyTorch we take: the median of the rounds. */
        double ratio() {
            double[] ratios = new double[Math.min(ours.size(), theirs.size())];
            Arrays.setAll(ratios, i -> ours.get(i) / theirs.get(i));
            return median(ratios);
        }
    }

    private OperationsMain(String ours, String theirs) {
        this.ours = ours;
        this.theirs = theirs;
        int wanted = Integer.getInteger("operations.threads", 0);
        threads = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
        settings.addAll(List.of(Integer.toString(threads), System.getProperty("operations.seconds", "0.05"),
                System.getProperty("operations.only", ".*")));
    }

    /** Without arguments: the operations; else the class of ours and the script of theirs that are to be run. */
    public static void main(String[] args) throws IOException, InterruptedException {
        OperationsMain all = args.length == 0 ? new OperationsMain(OperationTimes.class.getName(), "operations.py")
                : new OperationsMain(args[0], args[1]);
        for (int round = 0; round < Integer.getInteger("operations.rounds", 3); round++) {
            all.read(all.java(), true);
            all.read(all.python(), false);
        }
        all.print();
    }

    private List<String> java() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("@" + Path.of("..", "longhand.jvmflags"));
        String flags = System.getProperty("operations.flags", "");
        command.addAll(Arrays.stream(flags.split(" ")).filter(flag -> !flag.isEmpty()).toList());
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), ours));
        command.addAll(settings);
        return command;
    }

    private List<String> python() {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3",
                Path.of("peers", theirs).toString()));
        command.addAll(settings);
        return command;
    }

    private void read(List<String> command, boolean isOurs) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = builder.environment();
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        environment.keySet().removeIf(name -> name.startsWith("OPENBLAS_")); // they may force kernels of old processors
        // without these, glibc maps large results afresh, page by page: see README.md
        environment.putAll(Map.of("MALLOC_MMAP_THRESHOLD_", "4000000000", "MALLOC_TRIM_THRESHOLD_", "8000000000",
                "MALLOC_ARENA_MAX", "1"));
        Process process = builder.start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int last = line.lastIndexOf(" | ");
                if (last >= 0) {
                    Times found = times.computeIfAbsent(line.substring(0, last),
                            key -> new Times(new ArrayList<>(), new ArrayList<>()));
                    (isOurs ? found.ours : found.theirs).add(Double.parseDouble(line.substring(last + 3)));
                }
            }
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed with status " + process.exitValue());
        }
    }

    private void print() {
        System.out.printf("%d threads; µs of one call; ratio: our time by PyTorch's%n%n", threads);
        System.out.println("| what | size | | here | PyTorch | ratio |\n|---|---|---|---|---|---|");
        Map<String, Double> ratios = new TreeMap<>();
        times.forEach((key, t) -> {
            if (!t.ours.isEmpty() && !t.theirs.isEmpty()) {
                ratios.put(key, t.ratio());
                System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %.2f |%n", key, 1e6 * median(array(t.ours)),
                        1e6 * median(array(t.theirs)), t.ratio());
            }
        });
        double[] all = array(ratios.values());
        System.out.printf(Locale.ROOT, "%nmedian %.2f; %d of %d over %.1f:%n", median(all),
                Arrays.stream(all).filter(r -> r > WORST).count(), all.length, WORST);
        ratios.entrySet().stream().filter(e -> e.getValue() > WORST)
                .sorted((a, b) -> Double.compare(b.getValue(), a.getValue()))
                .forEach(e -> System.out.printf(Locale.ROOT, "%6.2f  %s%n", e.getValue(), e.getKey()));
    }

    private static double[] array(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
