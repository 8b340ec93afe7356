package longhand.notebooks;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import jdk.jshell.execution.DirectExecutionControl;
import longhand.sandbox.GradedWork;

/**
 * Runs JShell's snippets in this process and this thread, and keeps the last value as an object (JShell itself only
 * hands on a string), so that a tensor or a picture can be shown as what it is.
 *
 * <p>The JDK's own {@code LocalExecutionControl} starts a thread group for each snippet and waits for every thread in
 * it, a thread pool that the snippet happened to create included. Here the snippet runs in the thread of the caller.
 */
final class CellControl extends DirectExecutionControl {
    private static final ClassDesc INTERRUPTS = ClassDesc.of(Interrupts.class.getName());

    private final Optional<GradedWork> rules;
    private final Map<String, byte[]> mine = new HashMap<>();
    private Object lastValue;
    /** A cell has begun and has not ended; between its snippets none of its code runs. */
    private boolean inCell;
    private Thread running;

    /** @param rules what cells may use; empty for everything */
    CellControl(Optional<GradedWork> rules) {
        this.rules = rules;
    }

    /** The value of the snippet that ran last; {@code null} if it gave none. */
    Object lastValue() {
        return lastValue;
    }

    @Override
    public void load(ClassBytecodes[] classes)
            throws ClassInstallException, NotImplementedException, EngineTerminationException {
        for (ClassBytecodes c : classes) {
            mine.put(c.name(), c.bytecodes());
        }
        rules.flatMap(r -> r.fault(mine)).ifPresent(fault -> {
            mine.clear();
            throw new NotebookException(fault);
        });
        super.load(Stream.of(classes)
                .map(c -> new ClassBytecodes(c.name(), withStopChecks(c.bytecodes())))
                .toArray(ClassBytecodes[]::new));
    }

    private static byte[] withStopChecks(byte[] classFile) {
        var context = ClassFile.of();
        return context.transformClass(context.parse(classFile),
                ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(StopChecks::new)));
    }

    @Override
    protected String invoke(Method snippet) throws Exception {
        lastValue = null;
        begin();
        try {
            lastValue = snippet.invoke(null);
        } catch (InvocationTargetException e) {
            if (Interrupts.requested()) {
                throw new StoppedException();
            }
            throw e;
        } finally {
            end();
        }
        return "";
    }

    private synchronized void begin() {
        running = Thread.currentThread();
    }

    /**
     * Never between the two steps of {@link #stop}: an interrupt that came after the cell would hit the kernel as it
     * sends its answer.
     */
    private synchronized void end() {
        running = null;
        Thread.interrupted();
    }

    synchronized void beginCell() {
        Interrupts.clear();
        inCell = true;
    }

    synchronized void endCell() {
        inCell = false;
        Interrupts.clear();
    }

    /** Between two snippets of a cell the request alone is enough: the next one, or its end, finds it. */
    @Override
    public synchronized void stop() {
        if (inCell) {
            Interrupts.request();
        }
        if (running != null) {
            running.interrupt();
        }
    }

    /** Calls {@link Interrupts#check} at the start of a method and before each jump to a label already passed. */
    private static final class StopChecks implements CodeTransform {
        private final Set<Label> passed = new HashSet<>();

        @Override
        public void atStart(CodeBuilder builder) {
            check(builder);
        }

        @Override
        public void accept(CodeBuilder builder, CodeElement element) {
            if (element instanceof LabelTarget target) {
                passed.add(target.label());
            } else if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
                check(builder);
            }
            builder.with(element);
        }

        private static void check(CodeBuilder builder) {
            builder.invokestatic(INTERRUPTS, "check", ConstantDescs.MTD_void);
        }
    }
}
