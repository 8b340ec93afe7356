package longhand.backend.opencl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests that need an OpenCL device: skipped, with the reason, where there is none; in CI ({@code LONGHAND_CI=1}) they
 * run and fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsOpenCl.Condition.class)
@AddLifecycleHook(NeedsOpenCl.Hook.class)
@interface NeedsOpenCl {
    String REASON = "no OpenCL device on this machine (a CPU device: apt-get install ocl-icd-libopencl1 pocl-opencl-icd)";

    /** For JUnit's tests. */
    final class Condition implements ExecutionCondition {
        private static boolean said;

        static boolean skip() {
            boolean skip = OpenClDevices.list().isEmpty() && !"1".equals(System.getenv("LONGHAND_CI"));
            if (skip && !said) {
                // test runners keep the reason to themselves
                System.err.println("Tests of OpenCL are skipped: " + REASON);
                said = true;
            }
            return skip;
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Condition.skip() ? ConditionEvaluationResult.disabled(REASON)
                    : ConditionEvaluationResult.enabled("");
        }
    }

    /** For jqwik's properties. */
    final class Hook implements SkipExecutionHook {
        @Override
        public SkipResult shouldBeSkipped(LifecycleContext context) {
            return Condition.skip() ? SkipResult.skip(REASON) : SkipResult.doNotSkip();
        }
    }
}
