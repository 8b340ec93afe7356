package longhand.benchmarks.peers;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Measures our programs and the others in turn and prints a table. Properties: {@code peers.rounds} (5), {@code
 * peers.threads} (0: all cores), {@code peers.only} (nin16,nin64,lenet,gemm), {@code peers.with}
 * (djl,dl4j,torch,ejml,math), {@code peers.quick} (a trial of minutes whose figures mean nothing). Runs in the folder
 * {@code benchmarks}.
 */
public final class PeersMain {
    private final int threads;
    private final List<Program> programs;
    private final List<Work> works;
    private final Map<Program, Set<Work>> unable = new EnumMap<>(Program.class);
    private final Results results = new Results();

    private PeersMain(int threads, List<Program> programs, List<Work> works) {
        this.threads = threads;
        this.programs = programs;
        this.works = works;
    }

    /** Takes no arguments, only properties. */
    public static void main(String[] args) throws InterruptedException {
        int threads = Integer.getInteger("peers.threads", 0);
        try {
            PeersMain all = new PeersMain(threads > 0 ? threads : Runtime.getRuntime().availableProcessors(),
                    programs(System.getProperty("peers.with", "djl,dl4j,torch,ejml,math")),
                    Names.list("peers.only", System.getProperty("peers.only", "nin16,nin64,lenet,gemm"),
                    Work.values()));
            all.run(Integer.getInteger("peers.rounds", 5));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    /** Ours first in each round, then those that were asked for. */
    private static List<Program> programs(String names) {
        return Stream.concat(Stream.of(Program.LONGHAND), Names.list("peers.with", names, Program.values()).stream())
                .distinct().toList();
    }

    private void run(int rounds) throws InterruptedException {
        System.out.printf("%d rounds in turn, %d threads, a new process for each figure%s%n", rounds, threads,
                Work.QUICK ? "; peers.quick: a trial, no figures to keep" : "");
        for (int round = 0; round < rounds; round++) {
            for (Work work : works) {
                for (Program program : programs) {
                    if (program.does(work) && !isUnable(program, work) && (round == 0 || !program.isSlow())) {
                        measure(round, work, program);
                    }
                }
            }
        }
        System.out.println();
        System.out.print(results.table(works));
        if (rounds > 1 && programs.stream().anyMatch(program -> program.isSlow() && results.contains(program))) {
            System.out.println("DL4J takes about ten times as long: first round only.");
        }
    }

    private void measure(int round, Work work, Program program) throws InterruptedException {
        Measurement measurement = Measurement.of(program.process(work, threads));
        Optional<Figure> figure = measurement.figure();
        figure.ifPresent(f -> results.add(round, work, program, f));
        System.out.printf("round %d  %-38s %-9s %s%n", round + 1, work.title(), Names.of(program),
                figure.map(f -> work.format(f.value()) + " " + work.unit())
                        .orElse("left out, it does not run here: " + measurement.lastLine()));
        if (figure.isEmpty()) {
            // A program without any figure lacks something; one with figures may lack memory for this work alone.
            unable.computeIfAbsent(program, _ -> EnumSet.noneOf(Work.class))
                    .addAll(results.contains(program) ? EnumSet.of(work) : EnumSet.allOf(Work.class));
        }
    }

    private boolean isUnable(Program program, Work work) {
        return unable.getOrDefault(program, Set.of()).contains(work);
    }
}
