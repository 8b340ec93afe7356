package longhand.benchmarks.peers;

import longhand.random.Generator;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.mult.MatrixMatrixMult_MT_FDRM;

/** EJML: matrices of float in pure Java, the parallel version. */
final class EjmlPeer implements Peer {
    EjmlPeer(int threads) {
        EjmlConcurrency.setMaxThreads(threads);
    }

    @Override
    public String name() {
        return "EJML (float)";
    }

    @Override
    public Runnable gemm(int n) {
        FMatrixRMaj a = new FMatrixRMaj(n, n, true, new Generator(1).rand(n * n));
        FMatrixRMaj b = new FMatrixRMaj(n, n, true, new Generator(2).rand(n * n));
        FMatrixRMaj c = new FMatrixRMaj(n, n);
        return () -> MatrixMatrixMult_MT_FDRM.mult_reorder(a, b, c);
    }
}
