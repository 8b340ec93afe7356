package longhand.testing.disk;

/** What happens at the chosen change. */
public enum Fault {
    /** This change fails with an {@link java.io.IOException}, the ones after it succeed. */
    ERROR,
    /** The disk is full: this change and every later one that takes room fails; moves and deletions still work. */
    FULL,
    /** The process is killed: of this change a half is done at most, of the later ones nothing. */
    KILL,
    /** As {@link #KILL}, and the power goes: bytes that were not forced are lost. */
    POWER_LOST_BYTES,
    /** As {@link #POWER_LOST_BYTES}, and so are moves, new names and deletions in folders that were not forced. */
    POWER_LOST_NAMES;

    /** Whether nothing happens after it. */
    public boolean endsTheProcess() {
        return this != ERROR && this != FULL;
    }
}
