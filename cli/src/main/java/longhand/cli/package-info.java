/**
 * The {@code longhand} command.
 *
 * <p>Read {@link longhand.cli.Main} first: it lists the subcommands, one class each ({@code XxxCommand}), and turns
 * what they throw into one line on standard error ({@link longhand.cli.Failures}) and an exit status: 0 done, 1 failed,
 * 2 wrong usage. A module that this one cannot see adds its own subcommands through {@link longhand.cli.Subcommand}.
 */
package longhand.cli;
