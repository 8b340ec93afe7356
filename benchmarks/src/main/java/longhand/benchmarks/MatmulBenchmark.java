package longhand.benchmarks;

import java.util.concurrent.TimeUnit;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.random.Generator;
import longhand.shape.MatmulShape;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.mult.MatrixMatrixMult_MT_FDRM;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Square matrix products here, in EJML (float, its parallel version) and in Commons Math (double): 2·n³ operations
 * each.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(3)
public class MatmulBenchmark {
    @Param({"64", "256", "512", "1024"})
    private int n;

    private Backend cpu;
    private float[] a;
    private float[] b;
    private float[] c;
    private FMatrixRMaj ejmlA;
    private FMatrixRMaj ejmlB;
    private FMatrixRMaj ejmlC;
    private RealMatrix commonsA;

    @Setup
    public void prepare() {
        cpu = Backends.use("cpu");
        a = new Generator(1).rand(n * n);
        b = new Generator(2).rand(n * n);
        c = new float[n * n];
        ejmlA = new FMatrixRMaj(n, n, true, a);
        ejmlB = new FMatrixRMaj(n, n, true, b);
        ejmlC = new FMatrixRMaj(n, n);
        commonsA = MatrixUtils.createRealMatrix(n, n);
        for (int i = 0; i < n * n; i++) {
            commonsA.setEntry(i / n, i % n, a[i]);
        }
    }

    @Benchmark
    public float[] longhand() {
        cpu.matmul(a, b, c, MatmulShape.single(n, n, n, false, false));
        return c;
    }

    @Benchmark
    public FMatrixRMaj ejml() {
        MatrixMatrixMult_MT_FDRM.mult_reorder(ejmlA, ejmlB, ejmlC);
        return ejmlC;
    }

    @Benchmark
    public RealMatrix commonsMath() {
        return commonsA.multiply(commonsA);
    }
}
