package longhand.benchmarks.operations;

import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;

/** Java's compiler, which takes a core away for longer than a measurement may last. */
final class Compilation {
    private static final double QUIET = 0.1; // s without compilation

    private Compilation() {}

    /** Calls until the compiler has had nothing to do for a while, or for so many seconds. */
    static void settle(Runnable call, double longest) {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        if (compiler == null) {
            return; // none, as with -Xint
        }
        double waited = 0;
        double quiet = 0;
        long before = compiler.getTotalCompilationTime();
        while (quiet < QUIET && waited < longest) {
            long start = System.nanoTime();
            call.run();
            double took = 1e-9 * (System.nanoTime() - start);
            long now = compiler.getTotalCompilationTime();
            quiet = now == before ? quiet + took : 0;
            waited += took;
            before = now;
        }
    }
}
