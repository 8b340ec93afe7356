package longhand.rules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Set;
import longhand.tensor.Tensor;

/**
 * Who may import whom, beyond what the modules' dependencies already forbid: a backend knows arrays and geometry only,
 * nobody calls the reference that the others are compared with, and the mathematics names no backend.
 */
@AnalyzeClasses(packages = "longhand", importOptions = DoNotIncludeTests.class)
class ImportRulesTest {
    private static final String[] BACKENDS = {"longhand.backend.reference..", "longhand.backend.cpu..",
            "longhand.backend.opencl.."};

    private static final Set<String> KNOT = Set.of("longhand.tensor", "longhand.autograd",
            "longhand.autograd.internal", "longhand.ops");

    @ArchTest
    static final ArchRule GEOMETRY_IMPORTS_NOTHING_OF_OURS = noClasses().that().resideInAPackage("longhand.shape..")
            .should().dependOnClassesThat(resideInAnyPackage("longhand..")
            .and(not(resideInAnyPackage("longhand.shape.."))))
            .because("everything else is built on it");

    @ArchTest
    static final ArchRule BACKENDS_KNOW_ARRAYS_AND_GEOMETRY_ONLY = noClasses().that()
            .resideInAPackage("longhand.backend..")
            .should().dependOnClassesThat(
                    resideInAnyPackage("longhand..")
                    .and(not(resideInAnyPackage("longhand.backend..", "longhand.shape..", "longhand.blocks..",
                            "longhand.names.."))))
            .because("a kernel works on float[] and a geometry record: tensors and gradients are built on top of it");

    @ArchTest
    static final ArchRule NOBODY_CALLS_THE_REFERENCE = noClasses()
            .that().resideOutsideOfPackage("longhand.backend.reference..")
            .should().dependOnClassesThat().resideInAPackage("longhand.backend.reference..")
            .because("tests hold the other backends to it, which is worthless if they call it");

    @ArchTest
    static final ArchRule HOST_BACKENDS_ARE_INDEPENDENT = noClasses()
            .that().resideInAnyPackage("longhand.backend.reference..", "longhand.backend.cpu..")
            .should().dependOnClassesThat().resideInAnyPackage("longhand.backend.opencl..")
            .because("only the OpenCL backend leans on another: it leaves to cpu what does not pay on a device");

    @ArchTest
    static final ArchRule THE_REFERENCE_STANDS_ALONE = noClasses()
            .that().resideInAPackage("longhand.backend.reference..")
            .should().dependOnClassesThat().resideInAnyPackage("longhand.backend.cpu..", "longhand.backend.opencl..");

    @ArchTest
    static final ArchRule MATHEMATICS_NAMES_NO_BACKEND = noClasses()
            .that().resideInAnyPackage("longhand.tensor..", "longhand.autograd..", "longhand.ops..", "longhand.notes..",
                    "longhand.random..",
                    "longhand.io..", "longhand.data..", "longhand.nn..", "longhand.models..", "longhand.datasets..")
            .should().dependOnClassesThat().resideInAnyPackage(BACKENDS)
            .because("longhand.backend.Backends chooses the backend, and everything works on each of them");

    /**
     * The one knot: a tensor offers the operations as methods, an operation makes tensors and enters them into the
     * graph, and the graph ends in tensors. Taken apart, {@code x.mul(y)} would have to be written {@code
     * Arithmetic.mul(x, y)}.
     */
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES = slices().assignedFrom(new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return KNOT.contains(name) ? SliceIdentifier.of("the knot of tensor, autograd and ops")
                    : SliceIdentifier.of(name);
        }

        @Override
        public String getDescription() {
            return "packages, with tensor, autograd and ops as one";
        }
    }).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule STORAGE_AND_RANDOM_STREAMS_STAND_ALONE = noClasses()
            .that().resideInAnyPackage("longhand.random..", "longhand.io..")
            .should().dependOnClassesThat().resideInAnyPackage("longhand.ops..", "longhand.nn..", "longhand.models..",
            "longhand.explain..")
            .because("files and random numbers are below the mathematics");

    @ArchTest
    static final ArchRule NOTES_AND_ENGINE_DO_NOT_LEAN_ON_EXPLANATIONS = noClasses()
            .that().resideInAnyPackage("longhand.tensor..", "longhand.autograd..", "longhand.ops..",
            "longhand.notes..", "longhand.nn..")
            .should().dependOnClassesThat().resideInAPackage("longhand.explain..")
            .because("explanations look at the engine, not the other way round");

    @ArchTest
    static final ArchRule ONLY_THE_NOTEBOOKS_MAY_USE_THE_COMMAND = noClasses()
            .that().resideOutsideOfPackages("longhand.cli..", "longhand.notebooks..")
            .should().dependOnClassesThat().resideInAPackage("longhand.cli..");

    @ArchTest
    static final ArchRule ONLY_USERS_TAKE_DATA = noClasses()
            .that().doNotHaveFullyQualifiedName("longhand.nn.Parameter")
            .should().callMethod(Tensor.class, "data")
            .because("taking data() counts as a change, for which gradients refuse: the library reads Internals.values and "
                    + "changes Internals.valuesToChange");

    @ArchTest
    static final ArchRule ONLY_A_MAIN_CLASS_ENDS_THE_PROGRAM = noClasses()
            .that().haveSimpleNameNotEndingWith("Main")
            .should().callMethod(System.class, "exit", int.class)
            .because("a library that ends the JVM takes its user's work with it");

    /** The rules above say nothing if no class is found. */
    @ArchTest
    static void allModulesAreSeen(JavaClasses classes) {
        for (String module : new String[] {"tensor", "backend.reference", "datasets", "cli", "notebooks"}) {
            assertTrue(classes.stream().anyMatch(c -> c.getPackageName().startsWith("longhand." + module)),
                    "no class of longhand." + module);
        }
    }
}
