package longhand.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import longhand.testing.OnEveryBackend;
import org.junit.jupiter.api.Test;

/** Every PyTorch case of core passes, on every backend. */
class ConformanceTest {
    private static final Set<String> OTHER_MODULES = Set.of("optim", "model", "resize");

    @OnEveryBackend
    void everyCaseOfCorePasses() {
        CaseRunner runner = CaseRunner.ofCore();
        List<Verdict> verdicts = CaseFolder.shipped().stream().filter(c -> !OTHER_MODULES.contains(c.group()))
                .map(runner::run).toList();
        assertEquals("", verdicts.stream().filter(v -> !v.passed()).map(Verdict::toString)
                .collect(Collectors.joining("\n")));
        assertTrue(verdicts.size() >= 184, "only " + verdicts.size() + " cases were run");
    }

    @Test
    void aWrongNumberFailsTheCaseAndIsNamed() {
        ReferenceCase conv = CaseFolder.shipped().stream().filter(c -> c.op().equals("conv2d")).findFirst()
                .orElseThrow();
        CaseRunner wrong = new CaseRunner().define("conv2d", (tested, arrays, comparison) -> {
            float[] y = arrays.get("y").toFloats();
            y[3] += 0.01f;
            comparison.check("y", y);
        });
        Verdict verdict = wrong.run(conv);
        assertFalse(verdict.passed());
        assertTrue(verdict.message().startsWith("y[3] is "), verdict.message());
        assertEquals(0.01, verdict.largestError(), 1e-4);
    }
}
