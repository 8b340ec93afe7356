package longhand.cluster;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.spark.SparkEnv;

/**
 * What all processes of a run know, and nobody else: made of the secret that Spark keeps for the cluster and of random
 * bytes of this run. It is never sent; who knows it proves that by a code for bytes that the other side chose.
 */
final class Secret {
    /** Bytes of a random challenge, and of a proof. */
    static final int BYTES = 32;

    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * @param clusterSecret the secret of the cluster; empty if it has none
     * @param run the random bytes of the run, which need not be secret
     */
    Secret(String clusterSecret, byte[] run) {
        key = new SecretKeySpec(code(new SecretKeySpec(("longhand:" + clusterSecret).getBytes(StandardCharsets.UTF_8),
                HMAC), run), HMAC);
    }

    /** In this process, which is Spark's driver or one of its executors. */
    static Secret ofRun(byte[] run) {
        String secret = SparkEnv.get().securityManager().getSecretKey();
        return new Secret(secret == null ? "" : secret, run);
    }

    /** Random bytes that nobody can foretell. */
    static byte[] challenge() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** The proof for two challenges. @param role who gives it: one side cannot send back what the other one sent */
    byte[] proof(String role, byte[] first, byte[] second) {
        return code(key, role.getBytes(StandardCharsets.UTF_8), first, second);
    }

    private static byte[] code(SecretKeySpec key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + HMAC, e);
        }
    }
}
