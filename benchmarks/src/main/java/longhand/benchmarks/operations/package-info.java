/**
 * Operations one by one, and steps of whole models ({@link longhand.benchmarks.operations.ModelTimes}), against PyTorch
 * and ONNX Runtime: see the README of this module. {@link
 * longhand.benchmarks.operations.Operations} lists them, {@link longhand.benchmarks.operations.OperationsMain} runs
 * both programs in turn and prints the table. {@code peers/operations.py} has the same list for PyTorch.
 */
package longhand.benchmarks.operations;
