package longhand.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The style that neither the compiler nor the formatter checks. Failures name file and line. */
class StyleTest {
    private static final int LONGEST_LINE = 120;
    /** Literals do not count as length: a message that stands in one piece can be searched for. */
    private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?([\\w.]+)\\.(\\w+|\\*);");
    private static final Pattern PUBLIC_METHOD =
            Pattern.compile("^    public (?!.*\\b(class|record|interface|enum)\\b)[^=]*\\(");
    /** Written in two parts, so that this file does not break the rule itself. */
    private static final Pattern UNFINISHED =
            Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b|^\\s*@Dis" + "abled\\b|^(<{7}|={7}|>{7})( |$)");

    private static final List<SourceFile> FILES = SourceFile.all();

    @Test
    void theFilesAreFound() {
        assertTrue(FILES.size() > 100, "only " + FILES.size() + " Java files found");
    }

    @Test
    void linesFitOnTheScreen() {
        check((file, i, line) -> {
            String shortened = LITERAL.matcher(line).replaceAll("\"\"");
            return !file.isInTextBlock(i) && shortened.codePointCount(0, shortened.length()) > LONGEST_LINE
                    ? "longer than " + LONGEST_LINE : null;
        });
    }

    @Test
    void nothingIsLeftUnfinished() {
        check((file, i, line) -> UNFINISHED.matcher(line).find() ? line.strip() : null);
    }

    @Test
    void importsNameOneTypeAndAreUsed() {
        List<String> faults = new ArrayList<>();
        for (SourceFile file : FILES) {
            String body = String.join("\n", file.lines()).replaceAll("(?m)^import .*$", "");
            List<String> head = file.head();
            for (int i = 0; i < head.size(); i++) {
                Matcher m = IMPORT.matcher(head.get(i));
                if (m.matches() && m.group(2).equals("*")) {
                    faults.add(file.at(i) + " imports a whole package");
                } else if (m.matches() && !Pattern.compile("\\b" + m.group(2) + "\\b").matcher(body).find()) {
                    faults.add(file.at(i) + " " + m.group(2) + " is not used");
                }
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    /** So that every page is legible in light, dark, high contrast and on paper. */
    @Test
    void coloursHaveOneHome() {
        Pattern colour = Pattern.compile("#([0-9a-fA-F]{3}){1,2}\\b(?!;\\w)|\\b(rgb|hsl)a?\\(\\s*\\d");
        List<String> faults = new ArrayList<>();
        List<SourceFile> files = SourceFile.pages();
        assertTrue(files.size() > 20, "only " + files.size() + " files of pages found");
        for (SourceFile file : files) {
            for (int i = 0; i < file.lines().size() && !file.path().endsWith("colours.css"); i++) {
                if (colour.matcher(file.lines().get(i)).find()) {
                    faults.add(file.at(i) + " has a colour of its own. Fix: a variable of colours.css");
                }
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    @Test
    void everyPackageSaysWhatLivesThere() {
        List<String> faults = FILES.stream().filter(SourceFile::isMain)
                .filter(file -> !file.path().endsWith("module-info.java")).map(file -> file.path().getParent())
                .distinct()
                .filter(folder -> Files.notExists(folder.resolve("package-info.java")))
                .map(folder -> folder + " lacks package-info.java").toList();
        assertEquals("", String.join("\n", faults));
    }

    /** Public methods and constructors of public types in the packages that the library modules export. */
    @Test
    void everyPublicMethodOfTheLibrarySaysWhatItDoes() {
        List<String> faults = new ArrayList<>();
        for (SourceFile file : FILES) {
            List<String> lines = file.lines();
            for (int i = 0; file.isExported() && i < lines.size(); i++) {
                if (PUBLIC_METHOD.matcher(lines.get(i)).find() && !isDocumented(lines, i)) {
                    faults.add(file.at(i) + " " + lines.get(i).strip() + " has no comment");
                }
            }
        }
        assertEquals("", String.join("\n", faults));
    }

    private static boolean isDocumented(List<String> lines, int method) {
        int above = method - 1;
        while (lines.get(above).strip().startsWith("@")) {
            if (lines.get(above).strip().equals("@Override")) {
                return true;
            }
            above--;
        }
        return lines.get(above).strip().endsWith("*/");
    }

    private interface LineRule {
        /** What is wrong with the line, or null. */
        String fault(SourceFile file, int index, String line);
    }

    private static void check(LineRule rule) {
        List<String> faults = new ArrayList<>();
        for (SourceFile file : FILES) {
            for (int i = 0; i < file.lines().size(); i++) {
                String fault = rule.fault(file, i, file.lines().get(i));
                if (fault != null) {
                    faults.add(file.at(i) + " " + fault);
                }
            }
        }
        assertEquals("", String.join("\n", faults));
    }
}
