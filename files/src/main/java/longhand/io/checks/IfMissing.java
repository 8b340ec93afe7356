package longhand.io.checks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a record is where a file does not have it, because the version that wrote the file did not know
 * it: the value that makes everything as it was then. {@link StrictJson} refuses files that lack any other component.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface IfMissing {
    /** The value as JSON text. */
    String value();
}
