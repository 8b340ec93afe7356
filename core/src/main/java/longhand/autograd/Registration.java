package longhand.autograd;

/** Something that was registered and can be taken back. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    /** Takes it back; a second call does nothing. */
    @Override
    void close();
}
