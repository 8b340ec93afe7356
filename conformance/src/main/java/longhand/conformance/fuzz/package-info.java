/**
 * The differential fuzzer behind {@code longhand selftest --fuzz}: random problems for every operation and every
 * kernel, solved by each backend and compared with the reference.
 *
 * <p>Reading order: {@link longhand.conformance.fuzz.Fuzzer} (the loop), {@code Draw} and {@code Numbers} (what is
 * random), {@code Problem} and its two kinds, {@code KernelProblem} and {@code OperationProblem}, their catalogues
 * {@code KernelCatalogue} and {@code OperationCatalogue}, and {@code ErrorBounds} (how far a result may be from the
 * reference, and why).
 */
package longhand.conformance.fuzz;
