package longhand.cluster;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import longhand.nn.Layer;
import longhand.nn.training.FlatNumbers;

/** Floats as bytes, the form in which Spark sends large arrays without looking at them. */
final class Numbers {
    private Numbers() {}

    static byte[] toBytes(float[] numbers) {
        return toBytes(numbers, 0, numbers.length);
    }

    /** The parameters of a network. */
    static byte[] parameters(Layer net) {
        byte[] bytes = new byte[Math.multiplyExact(FlatNumbers.parameterCount(net), Float.BYTES)];
        FlatNumbers.parameters(net, floatsOf(bytes));
        return bytes;
    }

    /** Bytes seen as floats. */
    static FloatBuffer floatsOf(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }

    static byte[] toBytes(float[] numbers, int from, int to) {
        byte[] bytes = new byte[Math.multiplyExact(to - from, Float.BYTES)];
        floatsOf(bytes).put(numbers, from, to - from);
        return bytes;
    }

    static float[] toFloats(byte[] bytes) {
        float[] numbers = new float[bytes.length / Float.BYTES];
        floatsOf(bytes).get(numbers);
        return numbers;
    }
}
