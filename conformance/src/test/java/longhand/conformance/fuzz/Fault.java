package longhand.conformance.fuzz;

import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import longhand.backend.Backend;
import longhand.backend.Backends;
import longhand.backend.Operand;

/** Ways in which a kernel can be wrong, put into a backend that is right. */
enum Fault {
    LAST_NUMBER_OFF {
        @Override
        void strike(Object output, Object before, int last, List<Object> inputs) {
            Array.set(output, last, plus(Array.get(output, last), 1));
        }
    },
    LAST_NUMBER_NOT_WRITTEN {
        @Override
        void strike(Object output, Object before, int last, List<Object> inputs) {
            Array.set(output, last, Array.get(before, last));
        }
    },
    NUMBER_BEHIND_WRITTEN {
        @Override
        void strike(Object output, Object before, int last, List<Object> inputs) {
            if (last + 1 < Array.getLength(output)) {
                Array.set(output, last + 1, Array.get(output, last));
            }
        }
    },
    INPUT_CHANGED {
        @Override
        void strike(Object output, Object before, int last, List<Object> inputs) {
            for (Object input : inputs) {
                Object values = input instanceof Operand operand ? operand.values() : input;
                if (values instanceof float[] floats && floats.length > 0) {
                    floats[0] = floats[0] == 5 ? 6 : 5;
                }
            }
        }
    },
    BITS_DEPEND_ON_THREADS {
        @Override
        void strike(Object output, Object before, int last, List<Object> inputs) {
            if (Backends.threads() > 1) {
                Array.set(output, last, plus(Array.get(output, last), 1e-6f));
            }
        }
    },
    EXCEPTION {
        @Override
        void strike(Object output, Object before, int last, List<Object> inputs) {
            throw new ArrayIndexOutOfBoundsException(last);
        }
    };

    /**
     * Damages a call that went well.
     *
     * @param before the output array as it was before the call
     * @param last the last element that the call wrote
     */
    abstract void strike(Object output, Object before, int last, List<Object> inputs);

    private static Object plus(Object number, float addend) {
        return switch (number) {
            case Integer i -> i + 1;
            case Float f -> f + Math.max(addend, addend * Math.abs(f));
            case Double d -> d + Math.max(addend, addend * Math.abs(d));
            default -> throw new IllegalArgumentException(number.toString());
        };
    }

    /** A backend with this fault in one kernel. */
    Backend in(Backend right, String kernel) {
        Class<?>[] type = {Backend.class};
        return (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), type, (proxy, method, arguments) -> {
            if (!method.getName().equals(kernel)) {
                return call(right, method, arguments);
            }
            Object[] before = Arrays.stream(arguments).map(Fault::copy).toArray();
            Object result = call(right, method, arguments);
            List<Object> inputs = IntStream.range(0, arguments.length)
                    .filter(i -> lastChange(before[i], arguments[i]) < 0).mapToObj(i -> arguments[i]).toList();
            for (int i = 0; i < arguments.length; i++) {
                int last = lastChange(before[i], arguments[i]);
                if (last >= 0) {
                    strike(arguments[i], before[i], last, inputs);
                }
            }
            return result;
        });
    }

    private static Object call(Backend right, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(right, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object copy(Object argument) {
        return switch (argument) {
            case float[] floats -> floats.clone();
            case int[] ints -> ints.clone();
            case double[] doubles -> doubles.clone();
            default -> argument;
        };
    }

    private static int lastChange(Object before, Object after) {
        for (int i = before.getClass().isArray() ? Array.getLength(after) - 1 : -1; i >= 0; i--) {
            if (!Array.get(before, i).equals(Array.get(after, i))) {
                return i;
            }
        }
        return -1;
    }
}
