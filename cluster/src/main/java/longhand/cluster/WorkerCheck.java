package longhand.cluster;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import longhand.backend.Backends;
import longhand.backend.cpu.CpuBackend;
import longhand.models.LeNet;
import longhand.nn.BatchNorm2d;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.Sequential;
import longhand.nn.training.shards.GradientTree;
import longhand.nn.training.shards.ShardResult;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.apache.spark.api.java.function.Function;

/**
 * Who may take part: only who computes the same bits. Sums of floats depend on how many of them a vector of the
 * processor holds; and whoever runs another version of this program, or of Java, might compute something else. So each
 * worker says what it is, and what a small fixed computation gives.
 */
final class WorkerCheck implements Function<Integer, String> {
    private static final long serialVersionUID = 1L;
    private static final String SEPARATOR = ": ";
    private static final String PLAIN = "no vectors";

    private final String backend;

    WorkerCheck(String backend) {
        this.backend = backend;
    }

    /** Which worker this is, and its fingerprint. */
    @Override
    public String call(Integer number) throws Exception {
        return InetAddress.getLocalHost().getHostName() + SEPARATOR + fingerprint(backend);
    }

    /** The fingerprint in what {@link #call} returns. */
    static String fingerprintOf(String answer) {
        return answer.substring(answer.indexOf(SEPARATOR) + SEPARATOR.length());
    }

    /** What decides about the bits that this process computes. */
    static String fingerprint(String backend) {
        Backends.use(backend);
        return String.format(Locale.ROOT, "Java %d, Longhand %s, %s, backend %s, test computation %08x",
                Runtime.version().feature(), Build.code(), vectors(), backend, computation());
    }

    private static String vectors() {
        return Backends.current() instanceof CpuBackend cpu && cpu.usesVectors()
                ? "vectors of " + cpu.vectorBits() + " bits" : PLAIN;
    }

    /** Convolutions, sigmoids, matrix products, normalisation, random numbers, and the gradients of all that. */
    private static int computation() {
        byte[] before = Generator.defaultGenerator().state();
        try {
            Generator chance = Generator.manualSeed(1);
            Layer net = new Sequential(new BatchNorm2d(1), new LeNet(1, 10));
            Tensor images = Tensor.of(chance.randn(4 * 28 * 28), 4, 1, 28, 28);
            ShardResult result = ShardResult.compute(net, new CrossEntropyLoss(), images, new int[] {3, 1, 4, 1}, 4, 2,
                    new GradientTree());
            return Arrays.hashCode(result.gradient());
        } finally {
            Generator.defaultGenerator().state(before);
        }
    }

    /** @throws IllegalArgumentException if this process is something else */
    static void requireSame(String backend, String expected) {
        String own = fingerprint(backend);
        if (!own.equals(expected)) {
            throw new IllegalArgumentException(difference("a worker", own, expected));
        }
    }

    /** One line about a worker that may not take part. */
    static String difference(String who, String its, String expected) {
        return "cluster: " + who + " is " + its + "; here it is " + expected
                + ". Rule: all computers are alike, or the bits would depend on who computes. Fix: "
                + fix(its, expected);
    }

    private static String fix(String its, String expected) {
        if (its.contains(PLAIN) != expected.contains(PLAIN)) {
            return "start Java with --add-modules jdk.incubator.vector where there are no vectors, as ./longhand does, "
                    + "and 'spark-submit --driver-java-options @longhand.jvmflags'.";
        }
        return "the same Java and the same build of Longhand everywhere; where processors differ, "
                + "JDK_JAVA_OPTIONS=-XX:MaxVectorSize=16 (or 32) for this command makes the vectors of all short.";
    }
}
