package longhand.cli.run;

/**
 * Who has noted what about a run so far.
 *
 * @param metrics the loss of the steps, and the epochs
 * @param tests the last test
 * @param watch whether training explodes
 * @param best the best epoch
 */
record Findings(MetricsLog metrics, TestResults tests, LossWatch watch, BestEpoch best) {}
