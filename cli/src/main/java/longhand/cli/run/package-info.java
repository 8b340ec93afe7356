/**
 * What a training run is made of: its settings, its folder, its pictures and its report.
 *
 * <p>Read {@link longhand.cli.run.RunConfig} (every setting, resolved), {@link longhand.cli.run.Session} (network,
 * images and optimiser made from it), {@link longhand.cli.run.Training} (the run itself) and {@link
 * longhand.cli.run.RunFolder} (the files). Listeners write them: {@link longhand.cli.run.MetricsLog}, {@link
 * longhand.cli.run.Progress}, {@link longhand.cli.run.Report}.
 */
package longhand.cli.run;
