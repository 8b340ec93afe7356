package longhand.learn;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/** Compiles a Java file in this process, in memory, against the engine. */
final class JavaSource {
    private JavaSource() {}

    /** The compiler, and its view of the class path, which takes it long to look through: done once. */
    private static final class Compiler {
        static final JavaCompiler JAVAC = find();
        static final JavaFileManager FILES = JAVAC.getStandardFileManager(null, Locale.ENGLISH, null);

        private static JavaCompiler find() {
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            if (compiler == null) {
                throw new IllegalStateException("learn: this Java has no compiler. Install a JDK, not only a JRE.");
            }
            return compiler;
        }
    }

    /** A file does not compile; the message shows each error with its line. */
    static final class CompileException extends Exception {
        private static final long serialVersionUID = 1L;

        CompileException(String message) {
            super(message);
        }
    }

    /**
     * Compiles a file and loads a class from it.
     *
     * @throws CompileException if it does not compile, or has no such class
     */
    static Class<?> load(Path file, String text, String className) throws CompileException {
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        InMemory manager = new InMemory(Compiler.FILES, classes);
        List<String> options = List.of("-g", "-proc:none", "-cp", System.getProperty("java.class.path"));
        boolean compiled = Compiler.JAVAC.getTask(null, manager, found, options, null, List.of(new Source(className,
                text))).call();
        if (!compiled) {
            throw new CompileException(describe(file, text, found));
        }
        try {
            return new Loader(classes).loadClass(className);
        } catch (ClassNotFoundException e) {
            throw new CompileException("The class " + className + " is gone from " + file.getFileName() + ".");
        }
    }

    private static String describe(Path file, String text, DiagnosticCollector<JavaFileObject> found) {
        List<String> lines = text.lines().toList();
        return found.getDiagnostics().stream().filter(d -> d.getKind() == Diagnostic.Kind.ERROR).map(d -> {
            int line = (int) d.getLineNumber();
            String at = line > 0 && line <= lines.size() ? "\n    " + lines.get(line - 1) + "\n    "
                    + " ".repeat(Math.max(0, (int) d.getColumnNumber() - 1)) + "^" : "";
            return file.getFileName() + ", line " + line + ": " + d.getMessage(Locale.ENGLISH) + at;
        }).collect(Collectors.joining("\n"));
    }

    /** A source text under the name of its class. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String className, String text) {
            super(URI.create("string:///" + className + ".java"), Kind.SOURCE);
            this.text = text;
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
        public JavaFileObject getJavaFileForOutput(Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                @Override
                public OutputStream openOutputStream() throws IOException {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(name, bytes);
                    return bytes;
                }
            };
        }
    }

    /** Loads the compiled classes; each attempt gets a loader of its own, so that it starts afresh. */
    private static final class Loader extends ClassLoader {
        private final Map<String, ByteArrayOutputStream> classes;

        Loader(Map<String, ByteArrayOutputStream> classes) {
            super(JavaSource.class.getClassLoader());
            this.classes = classes;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            ByteArrayOutputStream bytes = classes.get(name);
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
    }
}
