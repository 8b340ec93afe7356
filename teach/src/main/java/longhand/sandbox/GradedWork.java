package longhand.sandbox;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a stranger's program may name: arithmetic, collections, and the parts of the engine that its task is about.
 * Files, networks, processes and reflection are not among it, nor is this package. Compiled classes are looked through
 * before any of their code runs.
 *
 * @param engine classes of the engine, or packages ending with a dot, that the task uses
 * @param taskItself the engine's own solution, as a class or as {@code class.method}: it must not be called
 */
public record GradedWork(List<String> engine, String taskItself) {
    private static final Pattern PLATFORM =
            Pattern.compile("java\\.(lang\\.[A-Z]\\w*(\\$\\w+)*|lang\\.(invoke|runtime)\\..*"
            + "|util\\.[A-Z].*|util\\.(function|stream|concurrent|random|regex)\\..*|math\\..*|text\\..*|time\\..*"
            + "|io\\.(PrintStream|PrintWriter|Serializable|IOException|UncheckedIOException|StringReader|StringWriter|BufferedReader"
            + "|Reader|Writer|InputStream|OutputStream|ByteArrayInputStream|ByteArrayOutputStream))");
    private static final Pattern NEVER =
            Pattern.compile("java\\.lang\\.(Process\\w*|Runtime(\\$.*)?|ClassLoader|Module\\w*|ScopedValue)"
            + "|java\\.util\\.ServiceLoader.*");
    /** The compiler's own calls, for lambdas, texts, records and switches. */
    private static final Pattern BOOTSTRAP =
            Pattern.compile("java\\.lang\\.(invoke\\.(LambdaMetafactory|StringConcatFactory)"
            + "|runtime\\.(ObjectMethods|SwitchBootstraps))\\..*");
    private static final Pattern HARMLESS_SYSTEM =
            Pattern.compile("(out|err|in|arraycopy|nanoTime|currentTimeMillis|identityHashCode"
            + "|lineSeparator)");
    private static final Pattern REFLECTION =
            Pattern.compile("(forName|newInstance|get(Declared)?(Method|Field|Constructor|Class)\\w*"
            + "|getResource\\w*|getClassLoader|getModule|getProtectionDomain)");
    /** Their constructors open a file where the first argument is a text. */
    private static final Set<String> OPEN_FILES =
            Set.of("java.io.PrintStream", "java.io.PrintWriter", "java.util.Formatter");

    /** The first thing in compiled classes that is not allowed, as a sentence; empty if there is none. */
    public Optional<String> fault(Map<String, byte[]> classes) {
        for (byte[] bytes : classes.values()) {
            for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
                Optional<String> fault = switch (entry) {
                    case ClassEntry c -> type(name(c), classes.keySet());
                    case MemberRefEntry m -> member(name(m.owner()), m.name().stringValue(), m.type().stringValue());
                    default -> Optional.empty();
                };
                if (fault.isPresent()) {
                    return fault;
                }
            }
        }
        return Optional.empty();
    }

    /** The class that is named; of an array, that of its elements; empty for numbers. */
    private static String name(ClassEntry entry) {
        String name = entry.asInternalName().replace('/', '.');
        return !name.startsWith("[") ? name : name.endsWith(";")
                ? name.substring(name.indexOf('L') + 1, name.length() - 1) : "";
    }

    private Optional<String> type(String name, Set<String> own) {
        boolean allowed = name.isEmpty() || own.contains(name) || PLATFORM.matcher(name).matches()
                && !NEVER.matcher(name).matches()
                || engine.stream().anyMatch(e -> e.endsWith(".") ? name.startsWith(e) : name.equals(e)
                || name.startsWith(e + "$"));
        return allowed && !name.equals(taskItself) ? Optional.empty() : Optional.of(refuse(name.replace('$', '.')));
    }

    private Optional<String> member(String owner, String name, String type) {
        boolean invoke = owner.startsWith("java.lang.invoke.") || owner.startsWith("java.lang.runtime.");
        boolean refused = invoke && !BOOTSTRAP.matcher(owner + "." + name).matches()
                || owner.equals("java.lang.System") && !HARMLESS_SYSTEM.matcher(name).matches()
                || owner.equals("java.lang.Class") && REFLECTION.matcher(name).matches()
                || OPEN_FILES.contains(owner) && name.equals("<init>") && type.startsWith("(Ljava/lang/String;")
                || (owner + "." + name).equals(taskItself);
        return refused ? Optional.of(refuse(owner.replace('$', '.') + "." + name.replace("<init>", "new")))
                : Optional.empty();
    }

    private static String refuse(String what) {
        return "It uses " + what + ", which is not allowed in graded work. A task needs arithmetic, and of the "
                + "engine only what its file "
                + "imports.";
    }
}
