import java.util.concurrent.atomic.AtomicInteger;

/** Builds graphs out of the reader's nodes, for the judge. */
class GraphDriver {
    /** y = x · x + x: x is used three times. */
    static float[] reused(float[] numbers) {
        Graph.Node x = Graph.leaf(numbers);
        Graph.backward(Graph.add(Graph.mul(x, x), x));
        return gradient(x);
    }

    /** a = x · w, y = a · a + a · x: a must wait for both of its users. */
    static float[] diamond(float[] numbers, float[] weights) {
        Graph.Node x = Graph.leaf(numbers);
        Graph.Node a = Graph.mul(x, Graph.leaf(weights));
        Graph.backward(Graph.add(Graph.mul(a, a), Graph.mul(a, x)));
        return gradient(x);
    }

    /** x + 1 + 1 + … with many nodes in a row. */
    static float[] deep(float[] numbers, int nodes) {
        Graph.Node x = Graph.leaf(numbers);
        Graph.Node y = x;
        for (int i = 0; i < nodes; i++) {
            y = Graph.add(y, Graph.leaf(new float[numbers.length]));
        }
        Graph.backward(y);
        return gradient(x);
    }

    /** y doubles 30 times; returns how often nodes passed something on, which is 30. */
    static int passes(int doublings) {
        Graph.Node y = Graph.leaf(1);
        AtomicInteger count = new AtomicInteger();
        for (int i = 0; i < doublings; i++) {
            y = Graph.add(y, y);
            Runnable pass = y.pass;
            y.pass = () -> {
                count.incrementAndGet();
                pass.run();
            };
        }
        Graph.backward(y);
        return count.get();
    }

    private static float[] gradient(Graph.Node node) {
        float[] gradient = new float[node.gradient.length];
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = node.gradient[i][0][0];
        }
        return gradient;
    }
}
