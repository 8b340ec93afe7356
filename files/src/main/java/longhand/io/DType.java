package longhand.io;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The element types that files hold, with their names in each format. */
public enum DType {
    F64(8, "F64", "<f8", "Double", 11),
    F32(4, "F32", "<f4", "Float", 1),
    F16(2, "F16", "<f2", "Half", 10),
    /** The upper half of a float32; NumPy has no such type. */
    BF16(2, "BF16", "", "BFloat16", 16),
    I64(8, "I64", "<i8", "Long", 7),
    I32(4, "I32", "<i4", "Int", 6),
    I16(2, "I16", "<i2", "Short", 5),
    I8(1, "I8", "|i1", "Char", 3),
    U8(1, "U8", "|u1", "Byte", 2),
    BOOL(1, "BOOL", "|b1", "Bool", 9);

    private final int bytes;
    private final String safetensorsName;
    private final String numpyName;
    private final String torchName;
    private final int onnxCode;

    DType(int bytes, String safetensorsName, String numpyName, String torchName, int onnxCode) {
        this.bytes = bytes;
        this.safetensorsName = safetensorsName;
        this.numpyName = numpyName;
        this.torchName = torchName;
        this.onnxCode = onnxCode;
    }

    /** Bytes of one element. */
    public int bytes() {
        return bytes;
    }

    /** True for the four floating-point types. */
    public boolean isFloat() {
        return ordinal() <= BF16.ordinal();
    }

    /** The name in a safetensors header: {@code F32}. */
    public String safetensorsName() {
        return safetensorsName;
    }

    /** The name in a .npy header: {@code <f4}; empty if NumPy has no such type. */
    public String numpyName() {
        return numpyName;
    }

    /** The storage class of PyTorch: {@code FloatStorage}. */
    public String torchStorage() {
        return torchName + "Storage";
    }

    /** The number in an ONNX file ({@code TensorProto.DataType}). */
    public int onnxCode() {
        return onnxCode;
    }

    static Optional<DType> ofSafetensors(String name) {
        return Arrays.stream(values()).filter(t -> t.safetensorsName.equals(name)).findFirst();
    }

    static Optional<DType> ofNumpy(String name) {
        return Arrays.stream(values()).filter(t -> !name.isEmpty() && t.numpyName.equals(name)).findFirst();
    }

    static Optional<DType> ofTorchStorage(String name) {
        return Arrays.stream(values()).filter(t -> t.torchStorage().equals(name)).findFirst();
    }

    /** The type that an ONNX file means by this number. */
    public static Optional<DType> ofOnnx(long code) {
        return Arrays.stream(values()).filter(t -> t.onnxCode == code).findFirst();
    }

    /** All names that {@code name} gives, for error messages. */
    static String list(Function<DType, String> name) {
        return Arrays.stream(values()).map(name).filter(s -> !s.isEmpty()).collect(Collectors.joining(", "));
    }
}
