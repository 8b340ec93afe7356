package longhand.backend.opencl;

import com.aparapi.Config;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Aparapi changes the level of every log handler at start-up, and logs each failure with a stack trace: undoes the one,
 * stops the other.
 */
final class AparapiLog {
    private static final String LEVEL = "com.aparapi.logLevel";
    private static final Logger LOGGER = quietLogger(); // held here: a logger that nobody holds forgets its level

    private AparapiLog() {}

    /** To be called before any other use of Aparapi. */
    static void quiet() {
        if (System.getProperty(LEVEL) == null) {
            LOGGER.setLevel(Level.OFF);
        }
    }

    private static Logger quietLogger() {
        Handler[] handlers = Logger.getLogger("").getHandlers();
        Level[] levels = Arrays.stream(handlers).map(Handler::getLevel).toArray(Level[]::new);
        Logger logger = Logger.getLogger(Config.getLoggerName()); // runs Aparapi's static code
        boolean wanted = System.getProperty(LEVEL) != null;
        for (int i = 0; i < handlers.length && !wanted; i++) {
            handlers[i].setLevel(levels[i]);
        }
        return logger;
    }

    /** How to see what Aparapi itself has to say about a failure. */
    static String howToSeeMore() {
        return "Run Java with -D" + LEVEL + "=WARNING to see Aparapi's own messages.";
    }
}
