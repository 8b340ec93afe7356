package longhand.backend.cpu;

import longhand.backend.Backend;
import longhand.backend.BackendProvider;

/** Offers the fast backend in pure Java as {@code cpu}, the default. */
public final class CpuProvider implements BackendProvider {

    @Override
    public String name() {
        return "cpu";
    }

    @Override
    public Backend create() {
        return new CpuBackend();
    }
}
