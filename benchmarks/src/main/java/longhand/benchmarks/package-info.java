/**
 * Timings with JMH, one class for each kind of work: {@link longhand.benchmarks.Conv2dBenchmark} for convolutions on
 * any backend, {@link longhand.benchmarks.OpenClTransferBenchmark} for what OpenCL calls pay beside the work, {@link
 * longhand.benchmarks.MatmulBenchmark} against EJML and Commons Math, {@link longhand.benchmarks.MemoryBoundBenchmark}
 * for pooling and element-wise functions, {@link longhand.benchmarks.TrainingStepBenchmark} for everything together. To
 * run some of them:
 *
 * <pre>  ./mvnw -q -Pjmh -pl benchmarks -am package -DskipTests -Djmh.args="Conv2d -p backend=cpu"</pre>
 *
 * <p>{@code longhand.benchmarks.operations} compares operations, one by one, with PyTorch.
 *
 * <p>Only a quiet machine gives numbers worth writing down.
 */
package longhand.benchmarks;
