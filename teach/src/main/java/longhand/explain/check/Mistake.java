package longhand.explain.check;

import longhand.explain.Values;

/**
 * A misconception applied to one problem.
 *
 * @param detail the sentence with the problem's numbers put in, without full stop
 * @param answer the answer that somebody with this misconception computes
 */
public record Mistake(Misconception kind, String detail, Values answer) {

    /** A mistake described by its misconception's own sentence. */
    static Mistake of(Misconception kind, Values answer) {
        return new Mistake(kind, kind.sentence(), answer);
    }
}
