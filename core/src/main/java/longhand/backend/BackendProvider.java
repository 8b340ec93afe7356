package longhand.backend;

/**
 * Makes a backend. {@link Backends} finds all of them with {@link java.util.ServiceLoader}, also those of other
 * modules: whoever adds the artifact {@code longhand-opencl} to the class path or module path can say {@code
 * Backends.use("opencl")}.
 */
public interface BackendProvider {

    /** The name by which {@link Backends#use} finds it. */
    String name();

    /**
     * The backend.
     *
     * @throws BackendException if it cannot run here; says what to install
     */
    Backend create();
}
