package longhand.benchmarks.peers;

import java.util.Random;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

/** Commons Math: matrices of double in pure Java, one thread; it has no others. */
final class CommonsMathPeer implements Peer {
    @Override
    public String name() {
        return "Commons Math (double; 1 thread)";
    }

    @Override
    public Runnable gemm(int n) {
        RealMatrix a = random(n, 1);
        RealMatrix b = random(n, 2);
        return () -> a.multiply(b);
    }

    private static RealMatrix random(int n, int seed) {
        Random random = new Random(seed);
        double[][] values = new double[n][];
        for (int i = 0; i < n; i++) {
            values[i] = random.doubles(n).toArray();
        }
        return MatrixUtils.createRealMatrix(values);
    }
}
