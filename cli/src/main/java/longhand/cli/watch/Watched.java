package longhand.cli.watch;

import java.util.Map;

/** A run that a page can be shown of. Its methods are called by the threads of the server. */
public interface Watched {
    /** Everything the page needs to begin with. */
    Map<String, Object> snapshot();

    /** Where what happens later is told. */
    LiveFeed feed();

    /** Lets training stop and save. @return what the page says then */
    String stop();

    /** Lets training save. @return what the page says then */
    String save();
}
