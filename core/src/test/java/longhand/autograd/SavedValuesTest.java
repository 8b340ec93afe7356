package longhand.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import longhand.ops.Convolution;
import longhand.ops.Losses;
import longhand.shape.Window2d;
import longhand.tensor.Internals;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * Values that a gradient needs must not change between the operation and the backward pass: if they do, it is an error,
 * never a wrong gradient.
 */
class SavedValuesTest {

    private static Tensor leaf(double... values) {
        return Tensor.vector(values).requiresGrad(true);
    }

    private static String refused(Tensor result) {
        String message = assertThrows(IllegalStateException.class, result::backward).getMessage();
        assertTrue(message.contains("Rule: ") && message.contains("Fix: "), message);
        return message;
    }

    @Test
    void aWriteAfterTheOperationIsAClearError() {
        Tensor x = leaf(1, 2, 3);
        Tensor y = x.square().sum();
        x.data()[0] = 5;
        String message = refused(y);
        assertTrue(message.startsWith("backward: 'square' needs a tensor of shape [3] as it was"), message);
        assertTrue(message.contains("data()") && message.contains("toArray()"), message);
    }

    @Test
    void theErrorNamesTheOperationThatMadeTheValues() {
        Tensor y = leaf(1, 2).exp();
        Tensor sum = y.mul(2).sum();
        y.data()[1] = 0;
        String message = refused(sum);
        String start = "backward: 'exp' needs a tensor of shape [2] (the result of 'exp') as it was";
        assertTrue(message.startsWith(start), message);
    }

    /** Every method that changes a tensor in place is named as the cause, with what makes a new tensor instead. */
    @Test
    void theErrorNamesWhatChangedTheValues() {
        Tensor ones = Tensor.ones(2);
        Map<String, Consumer<Tensor>> changes = Map.of(
                "addInPlace()", x -> x.addInPlace(ones), "subInPlace()", x -> x.subInPlace(ones),
                "mulInPlace()", x -> x.mulInPlace(ones), "divInPlace()", x -> x.divInPlace(ones),
                "set()", x -> x.set(1, 0), "sliceAssign()", x -> x.sliceAssign(0, 0, 1, 3),
                "indexPut()", x -> x.indexPut(ones, new int[] {0, 1}), "copyFrom()", x -> x.copyFrom(ones),
                "fill()", x -> x.fill(1), "data()", Tensor::data);
        changes.forEach((name, change) -> {
            Tensor y = leaf(1, 2).exp();
            Tensor sum = y.square().sum();
            change.accept(y);
            String message = refused(sum);
            assertTrue(message.contains("it was changed in place since, by " + name), message);
            String operation = name.replace("InPlace", "");
            assertEquals(name.contains("InPlace"), message.contains("Fix: use " + operation), message);
            assertEquals(name.equals("data()"), message.contains("(the result of 'exp')"), message);
        });
        Tensor y = leaf(1, 2).exp();
        Tensor sum = y.square().sum();
        y.fill(7).mulInPlace(ones);
        String message = refused(sum);
        assertTrue(message.contains("it was changed in place since, last by mulInPlace()"), message);
    }

    @Test
    void aWriteThroughAnotherTensorOnTheSameMemoryCountsToo() {
        List<UnaryOperator<Tensor>> aliases =
                List.of(Tensor::detach, t -> t.reshape(2, 2), t -> t.unsqueeze(0), t -> t.flatten(0));
        for (UnaryOperator<Tensor> alias : aliases) {
            Tensor x = leaf(1, 2, 3, 4);
            Tensor same = alias.apply(x);
            Tensor y = x.mul(x).sum();
            same.data()[3] = 0;
            refused(y);
        }
    }

    @Test
    void anArrayTakenBeforeTheOperationCannotChangeItUnseen() {
        Tensor x = leaf(1, 2, 3);
        float[] before = x.data();
        Tensor y = x.square().sum();
        before[1] = 7;
        refused(y);
    }

    @Test
    void norCanTheArrayThatATensorWasMadeOf() {
        float[] numbers = {1, 2, 3};
        Tensor w = leaf(1, 1, 1);
        Tensor y = w.mul(Tensor.of(numbers)).sum();
        numbers[2] = 9;
        refused(y);
    }

    @Test
    void largeTensorsWrittenAllOverAreFoundHoweverTheArrayWasCome() {
        float[] numbers = new float[100_000];
        Tensor w = Tensor.ones(100_000).requiresGrad(true);
        Tensor y = w.mul(Tensor.of(numbers)).sum();
        Arrays.fill(numbers, 1);
        refused(y);
    }

    @Test
    void oneElementIsFoundHoweverLargeTheTensorAndHoweverTheArrayWasCome() {
        for (int n : new int[] {65, 100, 5_000, 100_000, 1_000_003}) {
            for (int at : new int[] {0, 1, n / 3, n / 2 + 1, n - 2, n - 1}) {
                float[] numbers = new float[n];
                Tensor taken = Tensor.ones(n).requiresGrad(true);
                float[] array = taken.data();
                Tensor y = taken.square().sum();
                array[at] = Math.nextUp(array[at]);
                String message = refused(y);
                assertTrue(message.contains("an array that was taken with data()"), message);
                Tensor z = taken.mul(Tensor.of(numbers)).sum();
                numbers[at] = -0f;
                refused(z);
            }
        }
    }

    @Test
    void elementsThatExchangeTheirPlacesAreFound() {
        float[] numbers = new float[1000];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = i;
        }
        Tensor w = Tensor.ones(numbers.length).requiresGrad(true);
        for (int i = 0; i + 3 < numbers.length; i++) {
            Tensor y = w.mul(Tensor.of(numbers)).sum();
            float other = numbers[i + 3];
            numbers[i + 3] = numbers[i];
            numbers[i] = other;
            refused(y);
        }
    }

    @Test
    void whatNoGradientNeedsMayChange() {
        Tensor x = leaf(1, 2);
        Tensor c = Tensor.vector(3, 4);
        Tensor y = x.add(c).sub(1).mul(c).sum(); // the gradient needs c, not x
        x.data()[0] = 100;
        y.backward();
        assertArrayEquals(new float[] {3, 4}, x.grad().toArray());
    }

    @Test
    void writesBeforeTheOperationAndAfterBackwardAreFine() {
        Tensor x = leaf(1, 2);
        for (int step = 0; step < 3; step++) {
            x.data()[0] = step;
            x.zeroGrad();
            x.square().sum().backward();
            assertEquals(2 * step, x.grad().get(0));
            x.data()[0] = -1;
        }
    }

    @Test
    void readingByGetItemAndCopiesIsNoWrite() {
        Tensor x = leaf(1, 2);
        Tensor y = x.square().sum();
        x.get(0);
        x.toArray()[0] = 9;
        x.toString();
        x.copy().data()[0] = 9;
        y.item();
        y.backward();
        assertArrayEquals(new float[] {2, 4}, x.grad().toArray());
    }

    @Test
    void anOptimisersWriteCountsForAGraphThatIsRetained() {
        Tensor w = leaf(1, 2);
        Tensor loss = w.square().sum();
        loss.backward(Tensor.scalar(1), true, false);
        Internals.valuesToChange(w)[0] -= 0.1f;
        refused(loss);
    }

    @Test
    void gradientsOfGradientsAreProtectedToo() {
        Tensor x = leaf(2);
        x.square().mul(x).backward(Tensor.vector(1), false, true);
        Tensor first = x.grad();
        x.data()[0] = 3;
        refused(first);
    }

    @Test
    void kernelsAreProtectedToo() {
        Tensor x = Tensor.arange(32).reshape(1, 2, 4, 4);
        Tensor w = Tensor.ones(2, 2, 3, 3).requiresGrad(true);
        Consumer<Tensor> change = t -> t.data()[0]++;
        Tensor y = Convolution.conv2d(x, w, Window2d.square(3)).sum();
        change.accept(w); // of no importance: x needs no gradient
        y.backward();
        Tensor z = Convolution.conv2d(x, w, Window2d.square(3)).sum();
        change.accept(x);
        assertTrue(refused(z).contains("'conv2d'"));
        Tensor logits = w.sum(2, 3);
        Tensor loss = Losses.crossEntropy(logits, 0, 1);
        change.accept(logits); // the logits themselves are not needed any more
        loss.backward();
    }

    @Test
    void indicesAreCopied() {
        int[] index = {0, 0};
        Tensor x = leaf(1, 2, 3);
        Tensor y = x.indexSelect(0, index).sum();
        index[0] = 2;
        y.backward();
        assertArrayEquals(new float[] {2, 0, 0}, x.grad().toArray());
        int[] dims = {0};
        Tensor m = Tensor.arange(4).reshape(2, 2).requiresGrad(true);
        Tensor z = m.flip(dims).mul(Tensor.of(new float[][] {{1, 2}, {3, 4}})).sum();
        dims[0] = 1;
        z.backward();
        assertArrayEquals(new float[] {3, 4, 1, 2}, m.grad().toArray());
        int[] targets = {0, 1};
        Tensor loss = Losses.nllLoss(m, targets);
        m.zeroGrad();
        targets[0] = 1;
        loss.backward();
        assertArrayEquals(new float[] {-0.5f, 0, 0, -0.5f}, m.grad().toArray());
    }
}
