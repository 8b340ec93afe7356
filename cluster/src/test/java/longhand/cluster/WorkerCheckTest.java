package longhand.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Who computes the same bits, in processes with and without the Vector API. */
class WorkerCheckTest {
    /** Prints what a process is. */
    static final class Fingerprint {
        private Fingerprint() {}

        static void main() {
            IO.println(WorkerCheck.fingerprint("cpu"));
        }
    }

    private static String fingerprint(String... flags) throws IOException {
        Process process = new ProcessBuilder(Processes.java(flags, Fingerprint.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void withoutVectorsNobodyComputesWithThoseWhoHaveThem() throws IOException {
        String vectors = WorkerCheck.fingerprint("cpu");
        String plain = fingerprint();
        assertTrue(vectors.contains(" vectors of ") && plain.contains(" no vectors"), plain);
        assertNotEquals(vectors, plain);
        assertEquals(plain, fingerprint(), "all without vectors are alike");
        for (String refused : new String[] {WorkerCheck.difference("a worker", plain, vectors),
                WorkerCheck.difference("a worker", vectors, plain)}) {
            assertTrue(refused.contains("Fix: start Java with --add-modules jdk.incubator.vector"), refused);
        }
    }

    @Test
    void shorterVectorsAreSaid() throws IOException {
        String vectors = WorkerCheck.fingerprint("cpu");
        String shorter = fingerprint("--add-modules", "jdk.incubator.vector", "-XX:MaxVectorSize=8");
        assertTrue(shorter.contains("vectors of 64 bits"), shorter);
        String refused = WorkerCheck.difference("a worker", shorter, vectors);
        assertTrue(refused.contains("-XX:MaxVectorSize=16"), refused);
    }
}
