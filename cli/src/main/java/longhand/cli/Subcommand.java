package longhand.cli;

/**
 * A subcommand that comes from a module which this one cannot see. The class carries picocli's {@code @Command}
 * annotation, implements {@link Runnable} or {@link java.util.concurrent.Callable} of an exit status, has a public
 * constructor without parameters, and is named in that module's {@code META-INF/services/longhand.cli.Subcommand}.
 */
public interface Subcommand {
}
