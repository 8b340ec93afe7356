package outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.random.RandomGenerator;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Examples;
import longhand.data.ImageShape;
import longhand.data.LoaderOptions;
import longhand.data.TensorExamples;
import longhand.datasets.SyntheticDataset;
import longhand.datasets.transforms.FloatTransform;
import longhand.datasets.transforms.Normalize;
import longhand.datasets.transforms.PixelTransform;
import longhand.datasets.transforms.ToTensor;
import longhand.datasets.transforms.TransformedDataset;
import longhand.nn.MSELoss;
import longhand.nn.Sequential;
import longhand.nn.optim.SGD;
import longhand.nn.training.EpochResult;
import longhand.nn.training.Metric;
import longhand.nn.training.Trainer;
import longhand.ops.Losses;
import longhand.random.Generator;
import longhand.shape.Shape;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Data, transforms, losses and metrics that users may write themselves. docs/embedding.md leads through them. */
class OwnDataTest {
    @BeforeEach
    void sameNumbersEveryTime() {
        Generator.manualSeed(7);
    }

    /** Examples that are no images: points of a curve. */
    private record Curve(int size) implements Examples {
        @Override
        public Shape inputShape() {
            return Shape.of(1);
        }

        @Override
        public Shape targetShape() {
            return Shape.of(2);
        }

        @Override
        public void read(int index, long epochSeed, float[] out, int offset) {
            out[offset] = 2f * index / size - 1;
        }

        @Override
        public void readTarget(int index, float[] out, int offset) {
            float x = 2f * index / size - 1;
            out[offset] = x * x;
            out[offset + 1] = 1 - x;
        }
    }

    /** Regression: a loss and a metric of one's own in the trainer. */
    @Test
    void theTrainerLearnsACurve() {
        Sequential net = OwnPartsTest.smallNet(1, 2);
        DataLoader loader = new DataLoader(new Curve(64), LoaderOptions.batches(16).shuffled());
        Metric within = (output, batch) -> (int) output.sub(batch.targets()).abs().max(1).lt(0.1).sum().item();
        try (Trainer trainer = Trainer.withTargets(net, (output, target) -> output.sub(target).square().mean(),
                new SGD(net.parameters(), 0.2).momentum(0.9), loader).metric(within).test(loader).epochs(60)) {
            List<EpochResult> results = trainer.run();
            assertTrue(results.getLast().trainLoss() < 0.01, results.toString());
            assertTrue(results.getLast().testAccuracy() > 0.8, results.toString());
        }
    }

    /** Several labels for each example. */
    @Test
    void theTrainerLearnsSeveralLabels() {
        Tensor x = Tensor.randn(64, 2);
        Tensor labels = x.gt(0);
        Sequential net = OwnPartsTest.smallNet(2, 2);
        Metric allRight = (output, batch) -> (int) output.gt(0).eq(batch.targets()).min(1).sum().item();
        try (Trainer trainer = Trainer.withTargets(net, Losses::bceWithLogits, new SGD(net.parameters(), 0.5)
                .momentum(0.9), new DataLoader(new TensorExamples(x, labels), LoaderOptions.batches(16)))
                .metric(allRight).epochs(40)) {
            assertTrue(trainer.run().getLast().trainAccuracy() > 0.9);
        }
    }

    @Test
    void targetsThatAreNoLabelsSayWhatToDo() {
        Batch batch = new DataLoader(new Curve(4), LoaderOptions.batches(4)).epoch().next();
        assertEquals(Shape.of(4, 1), batch.inputs().shape());
        assertTrue(assertThrows(IllegalArgumentException.class, batch::labels).getMessage()
                .startsWith("batch: targets [4, 2] are no class labels"));
        assertEquals(1f, new Curve(4).get(2).target().get(1));
        assertEquals(0.5f, new MSELoss().forward(batch.targets().select(1, 0).slice(0, 2, 3).add(1),
                Tensor.vector(1)).item() + 0.5f);
    }

    /** Transforms of pixels and of floats. */
    @Test
    void transformsOfOnesOwn() {
        PixelTransform negative = input -> new PixelTransform.Step() {
            @Override
            public ImageShape outputShape() {
                return input;
            }

            @Override
            public void apply(byte[] in, byte[] out, RandomGenerator random) {
                for (int i = 0; i < input.numel(); i++) {
                    out[i] = (byte) (255 - (in[i] & 0xff));
                }
            }
        };
        FloatTransform brighter = (values, offset, shape, random) -> {
            for (int i = 0; i < shape.numel(); i++) {
                values[offset + i] += 1;
            }
        };
        SyntheticDataset source = new SyntheticDataset(3, 1);
        Tensor plain = new TransformedDataset(source, List.of(new ToTensor())).get(1).input();
        Tensor changed = new TransformedDataset(source, List.of(negative, new ToTensor(), brighter,
                new Normalize(1f, 0.5f))).get(1).input();
        assertTrue(plain.neg().add(1).mul(2).allClose(changed, 1e-5, 1e-6));
    }
}
