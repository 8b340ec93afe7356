package longhand.backend.reference;

import longhand.backend.Backend;
import longhand.backend.BackendProvider;

/** Offers the readable loops as the backend {@code reference}. */
public final class ReferenceProvider implements BackendProvider {

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public Backend create() {
        return new ReferenceBackend();
    }
}
