package longhand.conformance.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import longhand.backend.Backend;
import longhand.backend.Backends;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzzer knows every operation, and finds every kind of fault. */
class FuzzerTest {
    private static Backend before;
    private static Backend reference;
    private static Fuzzer fuzzer;

    @BeforeAll
    static void chooseReference() {
        before = Backends.current();
        reference = Backends.use("reference");
        Backends.use(before);
        fuzzer = new Fuzzer(reference);
    }

    private static Fuzzer.Result run(Set<String> operations, Backend backend, int sizeClass, int rounds) {
        List<Fuzzer.Failure> failures = new ArrayList<>();
        long problems = 0;
        for (int round = 0; round < rounds && failures.isEmpty(); round++) {
            long seed = Draw.resized(7919L * round, sizeClass);
            Fuzzer.Result result = fuzzer.run(operations, List.of(backend), 0, seed, failure -> { });
            problems += result.problems();
            failures.addAll(result.failures());
        }
        return new Fuzzer.Result(problems, failures);
    }

    @Test
    void everyKernelHasProblems() {
        Set<String> kernels = Arrays.stream(Backend.class.getDeclaredMethods())
                .filter(m -> !m.isSynthetic()).map(Method::getName)
                .filter(name -> !Set.of("name", "keptBytes", "trim").contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(kernels, new KernelCatalogue(reference).makers().keySet());
    }

    /** A kernel that is exact (it copies or chooses) needs no noise; every other one that lacks it looks exact. */
    @Test
    void everyKernelThatRoundsHasNoise() {
        Set<String> exact = Set.of("name", "keptBytes", "trim", "copy", "indexSelect", "gather", "scatter",
                "scatterGradient", "order", "max", "maxPool2dValues", "ternary", "indexPut", "nonzero", "take", "takeGradient");
        Set<String> missing = Arrays.stream(Backend.class.getDeclaredMethods())
                .filter(m -> !m.isSynthetic()).map(Method::getName).filter(name -> !exact.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        Arrays.stream(NoisyBackend.class.getDeclaredMethods()).map(Method::getName).forEach(missing::remove);
        assertEquals(Set.of(), missing);
    }

    /** The public static methods of longhand.ops. */
    @Test
    void everyOperationHasProblems() {
        Set<String> operations = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("longhand.ops").stream()
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(c -> c.getMethods().stream())
                .filter(m -> m.getModifiers().containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC)))
                .map(JavaMethod::getName).collect(Collectors.toCollection(TreeSet::new));
        assertEquals(operations, new OperationCatalogue(reference).makers().keySet().stream()
                .map(name -> name.replaceAll("\\..*", "")).collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * The reference is right to its last bit but one, whatever the numbers; only where what is added up cancels, the
     * order of additions shows, by 2⁻⁴⁰ of the magnitudes; nothing is said where these leave the range of floats.
     */
    @ParameterizedTest
    @ValueSource(strings = {"sum", "matmul", "conv2d", "conv2dInputGradient", "conv2dWeightGradient"})
    void theReferenceIsWhatPlainDoublesGive(String kernel) {
        KernelCatalogue.Maker maker = new KernelCatalogue(reference).makers().get(kernel);
        for (int round = 0; round < 400; round++) {
            KernelProblem problem = maker.draw(new Draw(Draw.resized(104_729L * round, round % 6), Draw.SIZES - 1));
            List<double[]> expected = problem.solve(PlainDoubles.backend(), 1);
            List<double[]> tolerances = problem.tolerances();
            for (int r = 0; r < expected.size(); r++) {
                for (int i = 0; i < expected.get(r).length; i++) {
                    double e = expected.get(r)[i];
                    double order = Math.scalb(tolerances.get(r)[i], -16); // of a bound of n·2⁻²⁴ of the magnitudes
                    tolerances.get(r)[i] = !Double.isFinite(e) ? 0
                            : Math.ulp((float) e) + (Double.isNaN(order) ? 0 : order);
                }
            }
            assertEquals(Optional.empty(), Compare.difference(expected, tolerances, problem.expected()),
                    problem.description());
        }
    }

    /**
     * Sums that are 0 but for rounding, before ReLU: errors of either sign are tried, although those below 0 are not
     * seen. And differences of two functions: not all errors that are tried cancel.
     */
    @ParameterizedTest
    @CsvSource({"conv2dRelu, 4373445978627438805", "bceLoss, -2941984923348955347"})
    void errorsAreTriedUntilTheyAreSeen(String operation, long seed) {
        assertEquals(List.of(), fuzzer.run(Set.of(operation), List.of(before), 0, seed, failure -> { }).failures());
    }

    @Test
    void everyFaultOfEveryKernelIsFound() {
        Set<String> kernels = fuzzer.operations().stream().filter(name -> name.startsWith("kernel."))
                .collect(Collectors.toSet());
        for (String kernel : kernels) {
            for (Fault fault : Fault.values()) {
                Backend broken = fault.in(reference, kernel.substring("kernel.".length()));
                List<Fuzzer.Failure> failures = run(Set.of(kernel), broken, 3, 200).failures();
                assertFalse(failures.isEmpty(), fault + " in " + kernel + " was not found");
            }
        }
    }
}
