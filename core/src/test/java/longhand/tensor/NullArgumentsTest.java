package longhand.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.data.TensorExamples;
import longhand.ops.Losses;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Null in the place of an argument is an error that names the operation or the argument. */
class NullArgumentsTest {
    private static final Tensor X = Tensor.ones(2, 3);

    private static Map<String, Executable> calls() {
        TensorExamples examples = new TensorExamples(X, Tensor.vector(0, 1));
        Map<String, Executable> calls = new LinkedHashMap<>();
        calls.put("add: the second tensor", () -> X.add((Tensor) null));
        calls.put("pow: the second tensor", () -> X.pow((Tensor) null));
        calls.put("eq: the second tensor", () -> X.eq((Tensor) null));
        calls.put("where: the first tensor", () -> X.where(null, X));
        calls.put("matmul: the second tensor", () -> X.matmul(null));
        calls.put("cat: tensor 1", () -> Tensor.cat(0, X, null));
        calls.put("stack: tensor 0", () -> Tensor.stack(0, null, X));
        calls.put("copyFrom: the value", () -> Tensor.ones(2).copyFrom(null));
        calls.put("set: the value", () -> Tensor.ones(2).set((Tensor) null, 0));
        calls.put("sliceAssign: the value", () -> Tensor.ones(2).sliceAssign(0, 0, 1, null));
        calls.put("indexPut: a list of indices", () -> Tensor.ones(2).indexPut(X, (int[]) null));
        calls.put("gather: the index", () -> X.gather(0, null));
        calls.put("scatter: the source", () -> X.scatter(1, Tensor.zeros(2, 1), null));
        calls.put("indexSelect: index", () -> X.indexSelect(0, (Tensor) null));
        calls.put("maskedSelect: the mask", () -> X.maskedSelect(null));
        calls.put("maskedFill: the mask", () -> X.maskedFill(null, 1));
        calls.put("Tensor.of: an array of dimension 1", () -> Tensor.of(new float[][] {{1}, null}));
        calls.put("Tensor.of: an array of dimension 1 ", () -> Tensor.of(new int[][] {null, {1}}));
        calls.put("Tensor.of: the array", () -> Tensor.of((double[][]) null));
        calls.put("oneHot: the array of labels", () -> Tensor.oneHot(3, (int[]) null));
        calls.put("crossEntropy: the input", () -> Losses.crossEntropy(null, 0));
        calls.put("crossEntropy: the array of targets", () -> Losses.crossEntropy(X, (int[]) null));
        calls.put("nllLoss: the class weights", () -> Losses.nllLoss(X, new int[] {0, 1}, null, 0));
        calls.put("mseLoss: the target", () -> Losses.mseLoss(X, null));
        calls.put("huberLoss: the input", () -> Losses.huberLoss(null, X, 1));
        calls.put("matrices: the tensor", () -> Matrices.toEjml(null));
        calls.put("matrices: the tensor ", () -> Matrices.toCommonsMath(null));
        calls.put("data loader: the data set", () -> new DataLoader(null, LoaderOptions.batches(1)));
        calls.put("data loader: the options", () -> new DataLoader(examples, null));
        calls.put("data loader: the generator", () -> new DataLoader(examples, LoaderOptions.batches(1), null));
        calls.put("data loader: the saved state", () -> {
            try (DataLoader loader = new DataLoader(examples, LoaderOptions.batches(1))) {
                loader.restore(null);
            }
        });
        calls.put("TensorExamples: the tensor of inputs", () -> new TensorExamples(null, X));
        calls.put("TensorExamples: the tensor of targets", () -> new TensorExamples(X, null));
        return calls;
    }

    @TestFactory
    Stream<DynamicTest> whatIsMissingIsNamed() {
        return calls().entrySet().stream().map(call -> DynamicTest.dynamicTest(call.getKey(), () -> {
            String message = assertThrows(IllegalArgumentException.class, call.getValue()).getMessage();
            assertTrue(message.startsWith(call.getKey().strip()) && message.contains("Fix: "), message);
        }));
    }

    /** Every method that takes one other tensor, list of tensors or function, perhaps with numbers. */
    @Test
    void noMethodOfTensorsTakesNullSilently() {
        Set<String> legal = Set.of("equals", "equalTo");
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        for (Method method : Tensor.class.getMethods()) {
            List<Class<?>> types = List.of(method.getParameterTypes());
            List<Class<?>> references = types.stream().filter(type -> !type.isPrimitive()).toList();
            boolean numbers = references.stream().anyMatch(type -> type.isArray() && type != Tensor[].class);
            if (method.getDeclaringClass() == Tensor.class && references.size() == 1 && !numbers
                    && !legal.contains(method.getName())) {
                tried++;
                Object receiver = Modifier.isStatic(method.getModifiers()) ? null : Tensor.ones(1, 1);
                Object[] arguments = types.stream().map(NullArgumentsTest::sample).toArray();
                String problem = problem(method, receiver, arguments);
                if (!problem.isEmpty()) {
                    wrong.add(method.getName() + types + ": " + problem);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(tried > 30, "only " + tried);
    }

    private static Object sample(Class<?> type) {
        return type == int.class ? (Object) 0 : type == double.class ? (Object) 1.0 : type == boolean.class ? false
                : null;
    }

    private static String problem(Method method, Object receiver, Object... arguments) {
        try {
            method.invoke(receiver, arguments);
            return "accepted";
        } catch (InvocationTargetException e) {
            String message = String.valueOf(e.getCause().getMessage());
            boolean named = Stream.concat(Stream.of(method.getName()), Arrays.stream(method.getParameters())
                    .map(parameter -> parameter.getName())).anyMatch(message::contains);
            return named ? "" : e.getCause().toString();
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
