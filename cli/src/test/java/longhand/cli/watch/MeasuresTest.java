package longhand.cli.watch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import longhand.data.Split;
import longhand.datasets.DataSplits;
import longhand.datasets.DatasetOptions;
import longhand.datasets.DatasetRegistry;
import longhand.nn.BatchNorm2d;
import longhand.nn.Conv2d;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.nn.optim.SGD;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final double EPS = 1e-6;

    @Test
    void histogramsCountEveryFiniteNumberOnce() {
        float[] numbers = {0, 24, Float.NaN, 23.9f, 1, 0.5f, Float.POSITIVE_INFINITY, 12};
        Histogram histogram = Histogram.of(numbers, numbers.length, 1);
        int[] expected = new int[24];
        expected[0] = 2;
        expected[1] = 1;
        expected[12] = 1;
        expected[23] = 2;
        assertArrayEquals(expected, histogram.counts());
        assertEquals(0, histogram.low());
        assertEquals(24, histogram.high());
        assertEquals(3, Histogram.of(new float[] {7, 7, 7}, 3, 1).counts()[0], "all equal");
        assertEquals(0, Histogram.of(new float[] {Float.NaN}, 1, 1).high());
    }

    /** Gradient of the sum of x·Wᵀ + b: x in every row of W, and 1. With lr 0.5 and W = 3, 4: exact arithmetic. */
    @Test
    void normsAndRatiosAreThoseOfTheStep() {
        Linear linear = new Linear(2, 1);
        Sequential net = new Sequential(linear);
        net.loadStateDict(Map.of("0.weight", Tensor.of(new float[][] {{3, 4}}), "0.bias", Tensor.of(new float[] {0})));
        net.forward(Tensor.of(new float[][] {{2, -2}})).sum().backward();
        LayerMeter meter = new LayerMeter(net);
        meter.beforeTheStep();
        new SGD(net.parameters(), 0.5).step();
        LayerMeter.Measured measured = meter.afterTheStep().get("0");
        assertEquals(3, measured.gradientNorm(), EPS);
        assertEquals(1.5 / 5, measured.updateRatio(), EPS);
        assertEquals(-0.5, measured.weights().low());
        assertEquals(5, measured.weights().high());
    }

    private static Probe probe(Layer net) {
        DataSplits images = DatasetRegistry.load("synthetic", DatasetOptions.defaults());
        return new Probe(net, images.test(), images.pixels(Split.TEST), 64);
    }

    /** Channel 0 is always 0, channel 1 always positive. */
    @Test
    void deadUnitsAreThoseThatAreZeroEverywhere() {
        Conv2d conv = new Conv2d(1, 2, 3);
        Sequential net = new Sequential(conv, new ReLU(), new Flatten(), new Linear(2 * 26 * 26, 10));
        Map<String, Tensor> state = new java.util.HashMap<>(net.stateDict());
        state.put("0.weight", Tensor.zeros(2, 1, 3, 3));
        state.put("0.bias", Tensor.of(new float[] {-1, 1}));
        net.loadStateDict(state);
        Probe.Look look = probe(net).look();
        assertEquals(1, look.layers().get("1").dead());
        assertEquals(2, look.layers().get("1").units());
        assertEquals(0, look.layers().get("0").units(), "no ReLU");
        assertEquals(List.of("0", "1", "3"), List.copyOf(look.layers().keySet()), "flattening changes nothing");
        assertEquals(12, look.pictures().size());
        double probability = look.pictures().getFirst().probability();
        assertTrue(probability >= 0.1 && probability <= 1, "the most likely of ten: " + probability);
    }

    /** Looking draws no random numbers, moves no running mean, and leaves the mode as it was. */
    @Test
    void lookingChangesNothing() {
        Sequential net = new Sequential(new Conv2d(1, 2, 3), new BatchNorm2d(2), new ReLU(), new Dropout(0.5),
                new Flatten(), new Linear(2 * 26 * 26, 10));
        byte[] chance = Generator.defaultGenerator().state();
        Map<String, Tensor> before = net.stateDict();
        Map<String, float[]> numbers = new java.util.HashMap<>();
        before.forEach((name, tensor) -> numbers.put(name, tensor.toArray()));
        probe(net).look();
        assertArrayEquals(chance, Generator.defaultGenerator().state());
        net.stateDict().forEach((name, tensor) -> assertArrayEquals(numbers.get(name), tensor.toArray(), name));
        assertTrue(net.isTraining());
    }

    @Test
    void longHistoriesStayShort() {
        StepHistory history = new StepHistory();
        for (int step = 1; step <= 20_000; step++) {
            history.add(new double[] {step, 1.0 / step, 0.1, step % 10 == 1 ? step : Double.NaN, 1, 1});
        }
        List<double[]> rows = history.rows();
        assertTrue(rows.size() > 2000 && rows.size() <= 4000, rows.size() + " rows");
        assertEquals(20_000, rows.getLast()[0]);
        assertTrue(rows.stream().filter(row -> !Double.isNaN(row[3])).count() > 500, "gradient norms are kept");
    }
}
