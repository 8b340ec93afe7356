/**
 * Training one can watch: a page on this machine that shows a run while it goes on.
 *
 * <p>Read {@link longhand.cli.watch.LiveRun} (what is measured, and when), {@link longhand.cli.watch.LayerMeter} and
 * {@link longhand.cli.watch.Probe} (how), {@link longhand.cli.watch.LiveFeed} (events on their way to browsers) and
 * {@link longhand.cli.watch.WatchServer} (who may read them and press the buttons).
 */
package longhand.cli.watch;
