package longhand.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** No operation without a hand-computed value, a gradient check, a property and a refused bad input. */
class OperationRegistryTest {
    private static final List<Class<?>> PROPERTIES = List.of(ConvolutionProperties.class, PoolingProperties.class,
            TensorProperties.class, IndexingProperties.class);

    /** The public static methods of longhand.ops. */
    private static Set<String> operations() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("longhand.ops").stream()
                .filter(c -> c.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getMethods)
                .flatMap(Set::stream)
                .filter(m -> m.getModifiers().containsAll(Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC)))
                .map(JavaMethod::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Stream<OperationExample> examples) {
        return examples.map(e -> e.name).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyOperationHasAnExampleWithAValue() {
        assertEquals(operations(), names(OperationExamples.ALL.stream().filter(e -> !e.values.isEmpty())));
    }

    @Test
    void everyOperationHasAGradientCheckUnlessItIsPiecewiseConstant() {
        assertEquals(operations(), names(OperationExamples.ALL.stream()
                .filter(e -> e.inputs.length > 0 || !e.differentiable)));
    }

    @Test
    void everyOperationRefusesSomeInputOrTakesAnyShape() {
        assertEquals(operations(), names(OperationExamples.ALL.stream()
                .filter(e -> !e.refusals.isEmpty() || e.anyShape)));
    }

    @Test
    void everyOperationHasAProperty() {
        Set<String> covered = PROPERTIES.stream().flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .filter(m -> m.isAnnotationPresent(Covers.class))
                .flatMap(m -> Arrays.stream(m.getAnnotation(Covers.class).value()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(operations(), covered);
    }
}
