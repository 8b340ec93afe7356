package longhand.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.stream.Stream;
import longhand.backend.Backends;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;

/** A test that runs once for each backend available here, with that backend in use. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@Tag("every-backend")
@ExtendWith(OnEveryBackend.Provider.class)
public @interface OnEveryBackend {

    /** One invocation per available backend. */
    final class Provider implements TestTemplateInvocationContextProvider {
        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            return TestBackends.available().stream().map(Invocation::new);
        }
    }

    /** One run with one backend; the previous one comes back afterwards. */
    record Invocation(String backend) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return backend;
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            String before = Backends.current().name();
            return List.of(
                    (BeforeEachCallback) context -> Backends.use(backend),
                    (AfterEachCallback) context -> Backends.use(before));
        }
    }
}
