package longhand.conformance.fuzz;

import java.util.List;
import longhand.backend.Backend;

/** One random problem with its inputs. */
interface Problem {

    /**
     * Solves it on fresh output arrays.
     *
     * @param threads how many the backend may use
     * @return the numbers of each result
     * @throws Mismatch if an input was changed, or a number behind the end of an output
     */
    List<double[]> solve(Backend backend, int threads);

    /** What the reference computes. */
    List<double[]> expected();

    /**
     * How far each number may be from the expected one. 0 demands the same bits; infinity allows everything; NaN does
     * so too, except that NaN and ±∞ must not become finite.
     */
    List<double[]> tolerances();

    /** Shapes and other choices, for the message of a failure. */
    String description();
}
