/**
 * Reference cases computed by PyTorch, and the runner that holds the engine against them.
 *
 * <p>{@link longhand.conformance.CaseFolder} finds cases (those shipped, or any folder made by {@code
 * core/src/test/python/make_cases.py}), {@link longhand.conformance.CaseRunner} runs them on the backend in use. {@code
 * longhand selftest} and the tests use both. What compares backends with the reference on random problems is in {@code
 * longhand.conformance.fuzz}.
 */
package longhand.conformance;
