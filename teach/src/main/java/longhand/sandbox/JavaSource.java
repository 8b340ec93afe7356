package longhand.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles Java files in this process, in memory, against the engine. */
final class JavaSource {
    private static final int MOST_ERRORS = 5;
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_MESSAGE = 600;

    private JavaSource() {}

    /** The compiler, and its view of the class path, which takes it long to look through: done once. */
    private static final class Compiler {
        static final JavaCompiler JAVAC = find();
        static final JavaFileManager FILES = JAVAC.getStandardFileManager(null, Locale.ENGLISH, null);

        private static JavaCompiler find() {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            if (compiler == null) {
                throw new IllegalStateException("this Java has no compiler. Fix: install a JDK, not only a JRE.");
            }
            return compiler;
        }
    }

    /**
     * Compiles files together.
     *
     * @param files their texts by the names that messages use
     * @param rules what the classes may name; empty for everything
     * @return a loader of the classes; each has its own, so that every program starts afresh
     * @throws SandboxException if they do not compile, the message shows the errors with their lines; or if they break
     * the rules
     */
    static ClassLoader compile(Map<String, String> files, Optional<GradedWork> rules) {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        List<String> options = List.of("-g", "-proc:none", "-cp", System.getProperty("java.class.path"));
        List<Source> sources = files.entrySet().stream().map(file -> new Source(file.getKey(), file.getValue()))
                .toList();
        boolean compiled;
        try {
            compiled = Compiler.JAVAC.getTask(null, new InMemory(Compiler.FILES, classes), found, options, null,
                    sources).call();
        } catch (RuntimeException e) {
            throw new SandboxException(SandboxException.Kind.COMPILE, "It does not compile: the compiler gave up ("
                    + e.getMessage()
                    + "). Is something nested very deeply?");
        }
        if (!compiled) {
            String errors = describe(files, found);
            throw new SandboxException(SandboxException.Kind.COMPILE, "It does not compile"
                    + (errors.isEmpty() ? ". Is something nested very deeply?" : ":\n" + errors));
        }
        Map<String, byte[]> bytes = new HashMap<>();
        classes.forEach((name, stream) -> bytes.put(name, stream.toByteArray()));
        rules.flatMap(r -> r.fault(bytes)).ifPresent(fault -> {
            throw new SandboxException(SandboxException.Kind.FORBIDDEN, fault);
        });
        return new Loader(bytes);
    }

    private static String describe(Map<String, String> files, DiagnosticCollector<JavaFileObject> found) {
        List<Diagnostic<? extends JavaFileObject>> errors = found.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR).collect(Collectors.toList());
        String first = errors.stream().limit(MOST_ERRORS).map(d -> describe(files, d))
                .collect(Collectors.joining("\n"));
        return errors.size() <= MOST_ERRORS ? first : first + "\n… and " + (errors.size() - MOST_ERRORS)
                + " more errors";
    }

    private static String describe(Map<String, String> files, Diagnostic<? extends JavaFileObject> error) {
        String message = error.getMessage(Locale.ENGLISH);
        if (error.getSource() == null) {
            return message;
        }
        String name = error.getSource().getName();
        List<String> lines = files.getOrDefault(name, "").lines().toList();
        int line = (int) error.getLineNumber();
        int column = (int) error.getColumnNumber();
        boolean shown = line > 0 && line <= lines.size() && lines.get(line - 1).length() <= LONGEST_LINE;
        String at = shown ? "\n    " + lines.get(line - 1) + "\n    " + " ".repeat(Math.max(0, column - 1)) + "^" : "";
        return name + ", line " + line + ": " + message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)) + at;
    }

    /** A source text under the name of its file, which need not be the name of its class. */
    private static final class Source extends SimpleJavaFileObject {
        private final String name;
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20")),
                    Kind.SOURCE); // stack traces use it
            this.name = name;
            this.text = text.startsWith("\uFEFF") ? text.substring(1) : text; // editors on Windows begin a file with it
        }

        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isNameCompatible(String simpleName, Kind kind) {
            return true;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps class files in memory. */
    private static final class InMemory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, ByteArrayOutputStream> classes;

        InMemory(JavaFileManager manager, Map<String, ByteArrayOutputStream> classes) {
            super(manager);
            this.classes = classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind,
                FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///Class.class"), kind) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(name, bytes);
                    return bytes;
                }
            };
        }
    }

    /** Loads the compiled classes, before any of the same name in the engine. */
    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(JavaSource.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : classes.containsKey(name) ? findClass(name)
                        : super.loadClass(name, resolve);
            }
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
