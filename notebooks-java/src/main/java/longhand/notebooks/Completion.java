package longhand.notebooks;

import java.util.Comparator;
import java.util.List;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/**
 * Proposals for the text between two places in a cell.
 *
 * @param from index in the cell at which the replaced text starts
 * @param to the cursor, at which it ends
 * @param proposals whole words; those that fit the expected type first
 */
public record Completion(int from, int to, List<String> proposals) {
    static Completion at(SourceCodeAnalysis analysis, String code, int cursor) {
        String snippet = snippetAt(analysis, code, cursor);
        int start = cursor - snippet.length();
        int[] anchor = {snippet.length()};
        List<String> proposals = analysis.completionSuggestions(snippet, snippet.length(), anchor).stream()
                .sorted(Comparator.comparing((Suggestion s) -> !s.matchesType())
                .thenComparing(Suggestion::continuation))
                .map(Suggestion::continuation)
                .distinct()
                .toList();
        return new Completion(proposals.isEmpty() ? cursor : start + anchor[0], cursor, proposals);
    }

    /**
     * The text from the start of the snippet that holds the cursor up to the cursor: JShell completes single snippets.
     */
    static String snippetAt(SourceCodeAnalysis analysis, String code, int cursor) {
        String rest = code.substring(0, Math.min(cursor, code.length()));
        while (true) {
            CompletionInfo info = analysis.analyzeCompletion(rest);
            if (!info.completeness().isComplete() || info.remaining().isBlank()) {
                return rest;
            }
            rest = info.remaining();
        }
    }
}
