package longhand.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What users of the library see: few packages, and nothing in them that needs a type from inside. What is public for
 * our own modules only has a package that is exported {@code to} them.
 */
@AnalyzeClasses(packages = "longhand", importOptions = DoNotIncludeTests.class)
class ExportsTest {
    /** A page that one can still read. A type for users may raise it; a helper belongs inside. */
    private static final int MOST_TYPES = 320;

    private static final String PACKAGES = """
            longhand.autograd longhand.backend longhand.conformance longhand.data longhand.datasets
            longhand.datasets.image longhand.datasets.transforms longhand.explain longhand.explain.check
            longhand.explain.graph longhand.explain.model longhand.io longhand.io.onnx longhand.io.state longhand.models
            longhand.models.torchvision longhand.nn longhand.nn.onnx longhand.nn.optim longhand.nn.training
            longhand.notes longhand.ops longhand.random longhand.shape longhand.tensor
            """;

    /** What a problem and a mistake are made of: the diagnosis reads it, others hand it on. */
    private static final String HANDED_ON = "longhand.explain.mistake";

    private static final Set<String> EXPORTED = SourceFile.all().stream().filter(SourceFile::isExported)
            .map(SourceFile::packageName).collect(Collectors.toCollection(TreeSet::new));

    @ArchTest
    static void theExportedPackagesAreThese(JavaClasses classes) {
        assertEquals(new TreeSet<>(List.of(PACKAGES.split("\\s+"))), EXPORTED);
    }

    @ArchTest
    static void theExportedTypesAreFew(JavaClasses classes) {
        long types = classes.stream().filter(ExportsTest::isExported).count();
        assertTrue(types > 200, "only " + types + " found");
        assertTrue(types <= MOST_TYPES, types + " exported types");
    }

    /** Whoever calls a method can name what it takes, returns and throws. */
    @ArchTest
    static void exportedMethodsNeedNothingFromInside(JavaClasses classes) {
        String faults = classes.stream().filter(ExportsTest::isExported).flatMap(type -> Stream.concat(
                type.getMethods().stream(), type.getConstructors().stream()))
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(method -> hidden(method).map(type -> method.getFullName() + " needs " + type.getName()))
                .sorted().collect(Collectors.joining("\n"));
        assertEquals("", faults);
    }

    private static Stream<JavaClass> hidden(JavaCodeUnit method) {
        return Stream.of(method.getRawParameterTypes(), List.of(method.getRawReturnType()), method.getExceptionTypes())
                .flatMap(List::stream).map(JavaClass::getBaseComponentType)
                .filter(type -> type.getPackageName().startsWith("longhand") && !isExported(type)
                        && !type.getPackageName().equals(HANDED_ON));
    }

    private static boolean isExported(JavaClass type) {
        return EXPORTED.contains(type.getPackageName()) && type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ExportsTest::isExported).orElse(true);
    }
}
