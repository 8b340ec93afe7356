package longhand.benchmarks.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A program that is compared, and how a process of it starts. All paths are relative to the folder {@code benchmarks}.
 */
public enum Program {
    LONGHAND(EnumSet.allOf(Work.class)),
    DJL(EnumSet.of(Work.NIN16, Work.NIN64, Work.LENET)),
    DL4J(EnumSet.of(Work.NIN16, Work.NIN64, Work.LENET)),
    TORCH(EnumSet.of(Work.NIN16, Work.NIN64, Work.LENET)),
    EJML(EnumSet.of(Work.GEMM)),
    MATH(EnumSet.of(Work.GEMM));

    private static final Path OUR_FLAGS = Path.of("..", "longhand.jvmflags");
    private static final Path SCRIPT = Path.of("peers", "step.py");

    /** Without these, glibc maps every large activation afresh, page by page: see README.md. */
    private static final Map<String, String> KEEP_MEMORY =
            Map.of("MALLOC_MMAP_THRESHOLD_", "4000000000", "MALLOC_TRIM_THRESHOLD_", "8000000000", "MALLOC_ARENA_MAX",
            "1");

    private final Set<Work> works;

    Program(Set<Work> works) {
        this.works = works;
    }

    /** Whether the program can do this work at all. */
    boolean does(Work work) {
        return works.contains(work);
    }

    /**
     * Whether the program takes part in the first round only, because it takes about ten times as long as the others.
     */
    boolean isSlow() {
        return this == DL4J;
    }

    /** A process that does the work with so many threads and prints a {@link Figure}. */
    ProcessBuilder process(Work work, int threads) {
        ProcessBuilder process = new ProcessBuilder(this == TORCH ? python(work, threads) : java(work, threads))
                .redirectErrorStream(true);
        Map<String, String> environment = process.environment();
        environment.put("OMP_NUM_THREADS", Integer.toString(threads));
        // Forces kernels of old processors where it is set.
        environment.remove("OPENBLAS_CORETYPE");
        if (this == DJL || this == DL4J || this == TORCH) {
            environment.putAll(KEEP_MEMORY);
        }
        return process;
    }

    private List<String> java(Work work, int threads) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(this == LONGHAND ? List.of("@" + existing(OUR_FLAGS))
                : List.of("--enable-native-access=ALL-UNNAMED"));
        if (this == DJL) {
            // PyTorch's libraries are unpacked into the build folder; nothing is fetched and nothing reported to the
            // makers.
            command.addAll(List.of("-DDJL_CACHE_DIR=target/djl", "-DOPT_OUT_TRACKING=true", "-Dai.djl.offline=true"));
        }
        command.addAll(List.of("-Dpeers.quick=" + Work.QUICK, "-classpath", System.getProperty("java.class.path"),
                PeerMain.class.getName(), name(), work.name(), Integer.toString(threads)));
        return command;
    }

    private static List<String> python(Work work, int threads) {
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", existing(SCRIPT).toString()));
        command.addAll(switch (work) {
            case NIN16 -> List.of("nin", "16");
            case NIN64 -> List.of("nin", "64");
            case LENET -> List.of("lenet", "--images", Integer.toString(Work.epoch()));
            case GEMM -> throw new IllegalArgumentException("step.py has no matrix product");
        });
        command.addAll(List.of("--threads", Integer.toString(threads), "--warm-ups", Integer.toString(work.warmUps()),
                "--runs", Integer.toString(work.runs())));
        return command;
    }

    private static Path existing(Path path) {
        if (Files.notExists(path)) {
            throw new IllegalArgumentException(path + " is not there: start in the folder benchmarks.");
        }
        return path;
    }
}
