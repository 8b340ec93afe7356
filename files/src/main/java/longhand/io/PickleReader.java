package longhand.io;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads Python's pickle format, of which only the harmless part: numbers, texts, lists, tuples, dictionaries, and the
 * few objects that a {@link Factory} agrees to make.
 *
 * <p>A pickle is a program for a small machine with a stack and numbered cells (PEP 307 and 3154; the opcodes are
 * documented in Python's {@code pickletools}). In Python its instruction REDUCE can call any function of any module,
 * which is why a pickle from a stranger must not be loaded there. Here it can call nothing but the factory, which knows
 * a handful of names.
 *
 * <p>Python's values become {@link Boolean}, {@link Long}, {@link Double}, {@link String}, {@link List}, {@link Tuple},
 * {@link Map} and {@link #NONE}.
 */
final class PickleReader {
    /** Python's {@code None}. */
    static final Object NONE = new Object() {
        @Override
        public String toString() {
            return "None";
        }
    };
    private static final int MAX_INSTRUCTIONS = 2_000_000;
    private static final Object MARK = new Object();

    private final ByteBuffer in;
    private final Factory factory;
    private final Deque<Object> stack = new ArrayDeque<>();
    private final Map<Long, Object> memo = new HashMap<>();

    /** A tuple of Python. */
    record Tuple(List<Object> items) {
    }

    /** A function or class that the pickle names. */
    record Global(String module, String name) {
        @Override
        public String toString() {
            return module + "." + name;
        }
    }

    /** What a pickle may ask for beyond plain data; each method throws {@link IllegalArgumentException} to refuse. */
    interface Factory {
        /** The pickle mentions a function or class. */
        void admit(Global global);

        /** The pickle wants to call {@code global}. */
        Object make(Global global, List<Object> arguments);

        /** The pickle refers to something stored outside of it. */
        Object load(Object persistentId);
    }

    private PickleReader(byte[] pickle, Factory factory) {
        this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
        this.factory = factory;
    }

    /**
     * The object that a pickle describes.
     *
     * @throws IllegalArgumentException saying what is wrong or not allowed
     */
    static Object read(byte[] pickle, Factory factory) {
        try {
            return new PickleReader(pickle, factory).run();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("the pickle is cut off", e);
        }
    }

    private Object run() {
        for (int i = 0; i < MAX_INSTRUCTIONS; i++) {
            int at = in.position();
            int opcode = Byte.toUnsignedInt(in.get());
            if (opcode == Pickle.STOP) {
                Object result = pop();
                require(stack.isEmpty() && !in.hasRemaining(), "the pickle goes on after its end");
                return result;
            }
            if (!simple(opcode) && !container(opcode) && !object(opcode)) {
                throw new IllegalArgumentException("the pickle has the unknown or forbidden instruction 0x"
                        + Integer.toHexString(opcode) + " at byte " + at);
            }
        }
        throw new IllegalArgumentException("the pickle has more than " + MAX_INSTRUCTIONS + " instructions");
    }

    /** Numbers and texts. */
    private boolean simple(int opcode) {
        switch (opcode) {
            case Pickle.PROTO -> require(in.get() <= 5, "the pickle has an unknown protocol number");
            case Pickle.FRAME -> in.getLong();
            case Pickle.NONE -> stack.push(NONE);
            case Pickle.NEWTRUE -> stack.push(true);
            case Pickle.NEWFALSE -> stack.push(false);
            case Pickle.BININT -> stack.push((long) in.getInt());
            case Pickle.BININT1 -> stack.push(Byte.toUnsignedLong(in.get()));
            case Pickle.BININT2 -> stack.push(Short.toUnsignedLong(in.getShort()));
            case Pickle.LONG1 -> stack.push(bigInteger(Byte.toUnsignedInt(in.get())));
            case Pickle.BINFLOAT -> stack.push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case Pickle.BINUNICODE -> stack.push(text(in.getInt()));
            case Pickle.SHORT_BINUNICODE -> stack.push(text(Byte.toUnsignedInt(in.get())));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Lists, tuples, dictionaries, and the numbered cells that remember them. */
    private boolean container(int opcode) {
        switch (opcode) {
            case Pickle.MARK -> stack.push(MARK);
            case Pickle.EMPTY_TUPLE -> stack.push(new Tuple(List.of()));
            case Pickle.TUPLE1 -> stack.push(tuple(1));
            case Pickle.TUPLE2 -> stack.push(tuple(2));
            case Pickle.TUPLE3 -> stack.push(tuple(3));
            case Pickle.TUPLE -> stack.push(new Tuple(popToMark()));
            case Pickle.EMPTY_LIST -> stack.push(new ArrayList<>());
            case Pickle.APPEND -> {
                Object item = pop();
                list().add(item);
            }
            case Pickle.APPENDS -> {
                List<Object> items = popToMark();
                list().addAll(items);
            }
            case Pickle.EMPTY_DICT -> stack.push(new LinkedHashMap<>());
            case Pickle.SETITEM -> setItems(tuple(2).items());
            case Pickle.SETITEMS -> setItems(popToMark());
            case Pickle.BINPUT -> memo.put(Byte.toUnsignedLong(in.get()), peek());
            case Pickle.LONG_BINPUT -> memo.put(Integer.toUnsignedLong(in.getInt()), peek());
            case Pickle.MEMOIZE -> memo.put((long) memo.size(), peek());
            case Pickle.BINGET -> stack.push(recall(Byte.toUnsignedLong(in.get())));
            case Pickle.LONG_BINGET -> stack.push(recall(Integer.toUnsignedLong(in.getInt())));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Everything that makes objects: here the factory decides. */
    private boolean object(int opcode) {
        switch (opcode) {
            case Pickle.GLOBAL -> pushGlobal(new Global(line(), line()));
            case Pickle.STACK_GLOBAL -> {
                List<Object> names = tuple(2).items();
                require(names.get(0) instanceof String && names.get(1) instanceof String,
                        "the pickle has a damaged name");
                pushGlobal(new Global((String) names.get(0), (String) names.get(1)));
            }
            case Pickle.BINPERSID -> stack.push(factory.load(pop()));
            case Pickle.REDUCE -> {
                Object arguments = pop();
                Object function = pop();
                require(function instanceof Global && arguments instanceof Tuple,
                        "the pickle calls something that is no function");
                stack.push(factory.make((Global) function, ((Tuple) arguments).items()));
            }
            case Pickle.BUILD -> {
                // Sets attributes: a state dict carries its "_metadata" (version numbers of layers) in this way. We
                // drop them.
                pop();
                require(peek() instanceof Map, "the pickle sets attributes of something that is no dictionary");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void pushGlobal(Global global) {
        factory.admit(global);
        stack.push(global);
    }

    private Object peek() {
        Object top = stack.peek();
        require(top != null && top != MARK, "the pickle takes from an empty stack");
        return top;
    }

    private Object pop() {
        Object top = peek();
        stack.pop();
        return top;
    }

    private Tuple tuple(int size) {
        Object[] items = new Object[size];
        for (int i = size - 1; i >= 0; i--) {
            items[i] = pop();
        }
        return new Tuple(List.of(items));
    }

    private List<Object> popToMark() {
        List<Object> items = new ArrayList<>();
        while (!stack.isEmpty() && stack.peek() != MARK) {
            items.add(stack.pop());
        }
        require(!stack.isEmpty(), "the pickle takes from an empty stack");
        stack.pop();
        return items.reversed();
    }

    @SuppressWarnings("unchecked") // the lists on the stack are those that EMPTY_LIST made
    private List<Object> list() {
        require(peek() instanceof ArrayList, "the pickle appends to something that is no list");
        return (List<Object>) peek();
    }

    @SuppressWarnings("unchecked") // the maps on the stack are those that EMPTY_DICT or the factory made
    private void setItems(List<Object> keysAndValues) {
        require(peek() instanceof Map, "the pickle sets items of something that is no dictionary");
        require(keysAndValues.size() % 2 == 0, "the pickle sets a key without a value");
        Map<Object, Object> map = (Map<Object, Object>) peek();
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Object key = keysAndValues.get(i);
            require(key instanceof String || key instanceof Long,
                    "the pickle has a dictionary key that is no text or integer");
            require(map.put(key, keysAndValues.get(i + 1)) == null, "the pickle has the key '" + key + "' twice");
        }
    }

    private Object recall(long cell) {
        Object value = memo.get(cell);
        require(value != null, "the pickle recalls cell " + cell + ", which it never filled");
        return value;
    }

    private long bigInteger(int bytes) {
        require(bytes <= Long.BYTES, "the pickle has an integer of " + bytes + " bytes");
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= Byte.toUnsignedLong(in.get()) << (8 * i);
        }
        int unused = Long.SIZE - 8 * bytes;
        return bytes == 0 ? 0 : value << unused >> unused;
    }

    private String text(int bytes) {
        require(bytes >= 0 && bytes <= in.remaining(), "the pickle has a text longer than itself");
        ByteBuffer utf8 = in.slice(in.position(), bytes);
        in.position(in.position() + bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the pickle has a text that is not UTF-8", e);
        }
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (byte b = in.get(); b != '\n'; b = in.get()) {
            require(b > ' ' && line.length() < 200, "the pickle has a damaged name");
            line.append((char) b);
        }
        return line.toString();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
