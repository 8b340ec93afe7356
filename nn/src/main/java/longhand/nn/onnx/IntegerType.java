package longhand.nn.onnx;

/**
 * A type of integers in a graph, truth being 0 or 1, with what it can hold. We compute without its end, where an
 * integer would wrap around.
 *
 * @param name as ONNX writes it
 * @param least the smallest
 * @param most the largest
 */
record IntegerType(String name, long least, long most) {
    private static final IntegerType BOOL = new IntegerType("bool", 0, 1);
    static final IntegerType INT64 = new IntegerType("int64", Long.MIN_VALUE, Long.MAX_VALUE);

    /** The type of this number in an ONNX file; of those that have room for all integers that float32 holds, int64. */
    static IntegerType of(long code) {
        return switch ((int) code) {
            case 2 -> new IntegerType("uint8", 0, 0xff);
            case 3 -> new IntegerType("int8", Byte.MIN_VALUE, Byte.MAX_VALUE);
            case 4 -> new IntegerType("uint16", 0, 0xffff);
            case 5 -> new IntegerType("int16", Short.MIN_VALUE, Short.MAX_VALUE);
            case 9 -> BOOL;
            case 12 -> new IntegerType("uint32", 0, 0xffff_ffffL);
            case 13 -> new IntegerType("uint64", 0, Long.MAX_VALUE);
            default -> INT64;
        };
    }

    /** Says which of a graph's values does not exist in this type, or is not exact. */
    void require(String who, float value) {
        if (this.equals(BOOL) && value != 0 && value != 1) {
            throw new IllegalArgumentException("onnx: " + who + " holds " + value + ", which bool does not. Rule: 1 is true, "
                    + "and 0 is false. Fix: pass x.ne(0), or compute in another type.");
        }
        Integers.requireExact(who, value);
        if (value < least || value > most) {
            throw new IllegalArgumentException("onnx: " + who + " holds the integer " + (long) value + ", which " + name
                    + " does not. Rule: integers are from " + least + " to " + most
                    + " there, and do not wrap around. Fix: compute in int64, or in floating-point numbers.");
        }
    }
}
