package longhand.io.checks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Which numbers a component of a record may have; for a list or an array, which lengths. {@link StrictJson} refuses
 * files with others, and {@link Ranges#check} values from elsewhere.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Range {
    /** The smallest. */
    double min() default -Double.MAX_VALUE;

    /** The largest. */
    double max() default Double.MAX_VALUE;

    /** All are less than this. */
    double below() default Double.POSITIVE_INFINITY;

    /** Whether NaN, which stands for a number that there is not, is allowed too. */
    boolean orNaN() default false;
}
