package longhand.backend.opencl;

import longhand.backend.Backend;
import longhand.backend.BackendProvider;

/** Offers the first OpenCL device as the backend {@code opencl}. */
public final class OpenClProvider implements BackendProvider {

    @Override
    public String name() {
        return "opencl";
    }

    @Override
    public Backend create() {
        return OpenClBackend.device(0);
    }
}
