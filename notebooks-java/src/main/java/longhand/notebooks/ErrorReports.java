package longhand.notebooks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.UnresolvedReferenceException;

/**
 * Turns what JShell reports into a text a student can use: which cell, which line, a caret under the fault, and why.
 */
final class ErrorReports {
    private static final int MOST_SHOWN = 5;
    private final Map<String, CellPlace> places = new HashMap<>();

    /** Remembers where a snippet came from, so that later errors in it can be placed. */
    void place(Snippet snippet, CellPlace place) {
        places.put(snippet.id(), place);
    }

    CellError compileError(CellPlace place, List<Diag> diagnostics) {
        List<Diag> errors = diagnostics.stream().filter(Diag::isError).limit(MOST_SHOWN).toList();
        List<String> report = new ArrayList<>();
        String first = "the cell does not compile";
        for (Diag diag : errors) {
            List<String> message = visibleLines(diag.getMessage(Locale.ENGLISH));
            int at = place.start() + (int) diag.getPosition();
            int from = place.start() + (int) diag.getStartPosition();
            int end = place.start() + (int) diag.getEndPosition();
            boolean short_ = diag.getPosition() == Diag.NOPOS || at == from;
            first = report.isEmpty() ? message.getFirst() : first;
            report.add("CompileError in cell [%d], line %d: %s".formatted(place.cell(), place.line(at),
                    message.getFirst()));
            report.add(place.underlined(at, short_ ? end : at + 1));
            report.addAll(message.subList(1, message.size()));
        }
        if (report.isEmpty()) {
            report.add("CompileError in cell [%d]: %s".formatted(place.cell(), first));
        }
        return new CellError("CompileError", first, report);
    }

    /** The compiler's text without {@code java.lang.} and the lines that name JShell's own wrapper classes. */
    private static List<String> visibleLines(String message) {
        return message.replaceAll("\\bjava\\.lang\\.(?=[A-Z])", "").lines()
                .filter(l -> !l.strip().startsWith("location: class") || l.strip().length() > 16).toList();
    }

    CellError exception(CellPlace current, JShellException exception) {
        if (exception instanceof UnresolvedReferenceException unresolved) {
            return unresolved(current, unresolved.getSnippet(), "is not complete yet");
        }
        String name = simpleName(exception);
        String message = Optional.ofNullable(exception.getMessage()).orElse("(no message)");
        List<String> report = new ArrayList<>();
        List<String> callers = new ArrayList<>();
        for (StackTraceElement frame : exception.getStackTrace()) {
            placeOf(frame).ifPresent(place -> {
                int at = place.lineStart(frame.getLineNumber());
                if (report.isEmpty()) {
                    report.add("%s in cell [%d], line %d: %s".formatted(name, place.cell(), place.line(at), message));
                    report.add(place.underlinedLine(at));
                } else {
                    callers.add("  called from cell [%d], line %d".formatted(place.cell(), place.line(at)));
                }
            });
        }
        if (report.isEmpty()) {
            report.add("%s in cell [%d]: %s".formatted(name, current.cell(), message));
        }
        callers.stream().distinct().limit(MOST_SHOWN).forEach(report::add);
        for (Throwable cause = exception.getCause(); cause instanceof JShellException c; cause = cause.getCause()) {
            report.add("  caused by " + simpleName(c) + ": " + c.getMessage());
        }
        return new CellError(name, message.lines().findFirst().orElse(""), report);
    }

    /** A method or class that names something nobody has defined by the end of its cell. */
    CellError unresolved(CellPlace current, Snippet snippet, String missing) {
        CellPlace place = places.getOrDefault(snippet.id(), current);
        int at = place.lineStart(1 + leadingBlankLines(snippet.source()));
        String message = "'%s' %s".formatted(snippet.source().strip().lines().findFirst().orElse(""), missing);
        return new CellError("UnresolvedReference", message, List.of(
                "UnresolvedReference in cell [%d], line %d: %s".formatted(place.cell(), place.line(at), missing),
                place.underlinedLine(at)));
    }

    /** What helps somebody who writes commands of other tools into a cell: no Java starts like this. */
    static Optional<CellError> foreignCommand(String code, int cell) {
        String word = code.lines().findFirst().orElse("").strip().split("\\s")[0];
        boolean jshell = word.matches("/[a-z!?-].*");
        if (!jshell && !word.matches("%%?[A-Za-z].*")) {
            return Optional.empty();
        }
        String message = "'" + word + "' is a command of " + (jshell ? "the jshell tool" : "IPython")
                + "; cells here hold Java and nothing else. Fix: Tab completes a name, Shift-Tab in a name shows what it is, "
                + (jshell ? "what cells have defined stays until the kernel restarts"
                        : "System.nanoTime() takes times, and Java's own libraries read and write files");
        return Optional.of(new CellError("NotJava", message,
                List.of("NotJava in cell [" + cell + "], line 1: " + message)));
    }

    CellError interrupted(CellPlace place) {
        return new CellError("Interrupted", "the cell was stopped",
                List.of("Interrupted in cell [%d]: the cell was stopped; what it had already done stays.".formatted(place.cell())));
    }

    private Optional<CellPlace> placeOf(StackTraceElement frame) {
        String file = frame.getFileName();
        return file != null && file.startsWith("#") ? Optional.ofNullable(places.get(file.substring(1)))
                : Optional.empty();
    }

    private static int leadingBlankLines(String source) {
        return (int) source.lines().takeWhile(String::isBlank).count();
    }

    private static String simpleName(JShellException exception) {
        String full = exception instanceof EvalException e ? e.getExceptionClassName() : exception.getClass().getName();
        return full.substring(Math.max(full.lastIndexOf('.'), full.lastIndexOf('$')) + 1);
    }
}
