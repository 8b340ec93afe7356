package longhand.notebooks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Completeness;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import longhand.sandbox.GradedWork;

/**
 * Runs cells of Java, one after the other, in this process: a session that remembers what earlier cells defined. The
 * lesson test, {@code longhand notebook run} and the Jupyter kernel all use this one engine.
 *
 * <p>Cells are what the JDK's {@code jshell} takes: imports, declarations, statements, expressions. The value of a last
 * expression without semicolon is the cell's value. Only one cell runs at a time in a process, since it owns {@code
 * System.out}.
 */
public final class Engine implements AutoCloseable {
    /**
     * What every session imports by itself; everything of ours a lesson imports in its first cell, as a Java file
     * would.
     */
    static final List<String> IMPORTS = List.of("java.util.*", "java.util.function.*", "java.util.stream.*");
    private static final ReentrantLock ONE_CELL_AT_A_TIME = new ReentrantLock();
    private static final Pattern LITERAL_OR_COMMENT = Pattern.compile(
            "\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|//[^\n]*|/\\*(?s:.*?)\\*/");
    private static final String VECTOR = "jdk.incubator.vector";

    private final CellControl control;
    private final ErrorReports reports = new ErrorReports();
    private final JShell shell;
    private final SourceCodeAnalysis analysis;

    private Engine(Optional<GradedWork> rules) {
        control = new CellControl(rules);
        List<String> options = new ArrayList<>(List.of("--class-path", System.getProperty("java.class.path"),
                "-Xlint:none"));
        if (ModuleLayer.boot().findModule(VECTOR).isPresent()) {
            options.addAll(List.of("--add-modules", VECTOR));
        }
        shell = JShell.builder()
                .executionEngine(new InProcess(control), Map.of())
                .compilerOptions(options.toArray(String[]::new))
                .build();
        analysis = shell.sourceCodeAnalysis();
        IMPORTS.forEach(name -> shell.eval("import " + name + ";"));
    }

    /** Starts a session in which nothing is defined. */
    public static Engine open() {
        return new Engine(Optional.empty());
    }

    /** Starts a session whose cells may use only what graded work may use. */
    static Engine open(GradedWork rules) {
        return new Engine(Optional.of(rules));
    }

    /**
     * Runs one cell to its end or to its first error.
     *
     * @param number the number that stands in brackets beside the cell, used in error reports
     * @param sink receives what the cell prints and displays while it runs
     */
    public CellResult run(String code, int number, OutputSink sink) {
        ONE_CELL_AT_A_TIME.lock();
        PrintStream out = System.out;
        PrintStream err = System.err;
        try (PrintStream cellOut = CapturedStream.to(sink::stdout); PrintStream cellErr =
                CapturedStream.to(sink::stderr)) {
            control.beginCell();
            System.setOut(cellOut);
            System.setErr(cellErr);
            Display.sink(sink);
            return runSnippets(code, number);
        } finally {
            System.setOut(out);
            System.setErr(err);
            Display.sink(OutputSink.NONE);
            control.endCell();
            ONE_CELL_AT_A_TIME.unlock();
        }
    }

    private CellResult runSnippets(String code, int number) {
        Set<String> openBefore = unresolved().map(Snippet::id).collect(Collectors.toCollection(HashSet::new));
        CellResult result = CellResult.nothing();
        String rest = code.stripLeading();
        Optional<CellError> foreign = ErrorReports.foreignCommand(rest, number);
        if (foreign.isPresent()) {
            return CellResult.failed(foreign.get());
        }
        while (!rest.isBlank() && result.error().isEmpty()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (info.completeness() == Completeness.EMPTY) {
                break;
            }
            CellPlace place = new CellPlace(number, code, code.length() - rest.length());
            boolean complete = info.completeness().isComplete();
            String next = complete ? info.remaining() : "";
            String written = rest.substring(0, rest.length() - next.length());
            result = runSnippet(complete ? info.source() : rest, place, !endsWithSemicolon(written));
            rest = next.stripLeading();
        }
        if (result.error().isPresent()) {
            return result;
        }
        CellPlace whole = new CellPlace(number, code, 0);
        return unresolved().filter(s -> !openBefore.contains(s.id())).findFirst()
                .map(s -> CellResult.failed(reports.unresolved(whole, s, missing(s))))
                .orElse(result);
    }

    private CellResult runSnippet(String source, CellPlace place, boolean open) {
        List<SnippetEvent> events = shell.eval(source);
        SnippetEvent main = events.getFirst();
        reports.place(main.snippet(), place);
        if (Interrupts.requested()) {
            return CellResult.failed(reports.interrupted(place));
        }
        if (main.status() == Snippet.Status.REJECTED) {
            return CellResult.failed(reports.compileError(place, shell.diagnostics(main.snippet()).toList()));
        }
        if (main.exception() != null) {
            return CellResult.failed(reports.exception(place, main.exception()));
        }
        return open && isExpression(main.snippet()) ? CellResult.of(Renderer.render(control.lastValue()))
                : CellResult.nothing();
    }

    private static boolean endsWithSemicolon(String snippet) {
        return LITERAL_OR_COMMENT.matcher(snippet).replaceAll(m -> m.group().startsWith("/") ? "" : "x").stripTrailing()
                .endsWith(";");
    }

    private static boolean isExpression(Snippet snippet) {
        return snippet.kind() == Snippet.Kind.EXPRESSION && snippet.subKind() != Snippet.SubKind.ASSIGNMENT_SUBKIND
                || snippet.subKind() == Snippet.SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
    }

    private Stream<DeclarationSnippet> unresolved() {
        return shell.snippets()
                .filter(s -> s instanceof DeclarationSnippet)
                .map(DeclarationSnippet.class::cast)
                .filter(s -> shell.status(s) == Snippet.Status.RECOVERABLE_DEFINED
                        || shell.status(s) == Snippet.Status.RECOVERABLE_NOT_DEFINED);
    }

    private String missing(DeclarationSnippet snippet) {
        return "it uses what no cell has defined: "
                + shell.unresolvedDependencies(snippet).collect(Collectors.joining(", "));
    }

    /** Stops the running cell, if there is one; callable from any thread. */
    public void interrupt() {
        control.stop();
    }

    /** What could stand at the cursor. */
    public Completion complete(String code, int cursor) {
        return Completion.at(analysis, code, cursor);
    }

    /**
     * The signatures of the method or type at the cursor, one a line, with their documentation where its source is
     * known; empty if nothing is known. The cursor may stand inside the name.
     */
    public Optional<String> describe(String code, int cursor) {
        int end = Math.min(cursor, code.length());
        while (end < code.length() && Character.isJavaIdentifierPart(code.charAt(end))) {
            end++;
        }
        String named = Completion.snippetAt(analysis, code, end);
        return Stream.of(Completion.snippetAt(analysis, code, cursor), named, named + "(").map(this::documentation)
                .filter(text -> !text.isEmpty()).findFirst();
    }

    private String documentation(String before) {
        return analysis.documentation(before, before.length(), true).stream()
                .map(d -> d.signature() + (d.javadoc() == null ? "" : "\n" + d.javadoc().strip()))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    /** Whether a console should run the code now or wait for more. */
    public boolean isComplete(String code) {
        String rest = code;
        while (!rest.isBlank()) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (!info.completeness().isComplete()) {
                return info.completeness() == Completeness.EMPTY
                        || info.completeness() == Completeness.UNKNOWN;
            }
            rest = info.remaining();
        }
        return true;
    }

    @Override
    public void close() {
        shell.close();
    }

    private record InProcess(DirectExecutionControl control) implements ExecutionControlProvider {
        @Override
        public String name() {
            return "longhand";
        }

        @Override
        public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
            return control;
        }
    }
}
