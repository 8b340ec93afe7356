package longhand.explain.mistake;

/**
 * Something that students do otherwise in one stage of a computation.
 *
 * @param id the name in files: kernel-flipped
 * @param sentence what was done, and what is right; without full stop
 */
public record Misconception(String id, String sentence, Stage stage, Likelihood likelihood) {}
