package longhand.benchmarks.peers;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;

/** Deep Java Library on PyTorch's C++ engine. */
final class DjlPeer implements Peer {
    private final Engine engine;
    private final NDManager manager;

    DjlPeer(int threads) {
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        engine = Engine.getEngine("PyTorch");
        manager = engine.newBaseManager(Device.cpu());
    }

    @Override
    public String name() {
        return "DJL " + Engine.getDjlVersion() + " on PyTorch " + engine.getVersion();
    }

    @Override
    public Runnable nin(int batch) {
        Trainer trainer = trainer(nin(), Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.03f)).build(),
                new Shape(batch, 1, 224, 224));
        NDArray images = images(new Shape(batch, 1, 224, 224));
        NDArray labels = labels(batch);
        return () -> step(trainer, images, labels, 0, batch);
    }

    @Override
    public Runnable lenet(int images) {
        Trainer trainer = trainer(lenet(), Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build(),
                new Shape(LENET_BATCH, 1, 28, 28));
        NDArray all = images(new Shape(images, 1, 28, 28));
        NDArray labels = labels(images);
        return () -> {
            for (int from = 0; from < images; from += LENET_BATCH) {
                step(trainer, all, labels, from, Math.min(from + LENET_BATCH, images));
            }
        };
    }

    private void step(Trainer trainer, NDArray images, NDArray labels, int from, int to) {
        NDIndex part = new NDIndex("{}:{}", from, to);
        try (NDManager step = manager.newSubManager()) {
            NDList batch = new NDList(images.get(step, part));
            NDList truth = new NDList(labels.get(step, part));
            try (GradientCollector collector = trainer.newGradientCollector()) {
                collector.backward(trainer.getLoss().evaluate(truth, trainer.forward(batch)));
            }
            trainer.step();
        }
    }

    private NDArray images(Shape shape) {
        return manager.randomUniform(0, 1, shape);
    }

    private NDArray labels(int n) {
        return manager.randomInteger(0, CLASSES, new Shape(n), DataType.INT64);
    }

    private static Trainer trainer(Block net, Optimizer optimizer, Shape input) {
        Model model = Model.newInstance("peer", Device.cpu(), "PyTorch");
        model.setBlock(net);
        Device[] devices = {Device.cpu()};
        Trainer trainer = model.newTrainer(
                new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(optimizer).optDevices(devices));
        trainer.initialize(input);
        return trainer;
    }

    private static Block nin() {
        return new SequentialBlock()
                .add(ninBlock(96, 11, 4, 0)).add(maxPool(3, 2))
                .add(ninBlock(256, 5, 1, 2)).add(maxPool(3, 2))
                .add(ninBlock(384, 3, 1, 1)).add(maxPool(3, 2))
                .add(Dropout.builder().optRate(0.5f).build())
                .add(ninBlock(CLASSES, 3, 1, 1))
                .add(Pool.globalAvgPool2dBlock());
    }

    private static Block ninBlock(int out, int kernel, int stride, int padding) {
        return new SequentialBlock()
                .add(conv(out, kernel, stride, padding)).add(Activation.reluBlock())
                .add(conv(out, 1, 1, 0)).add(Activation.reluBlock())
                .add(conv(out, 1, 1, 0)).add(Activation.reluBlock());
    }

    private static Block lenet() {
        return new SequentialBlock()
                .add(conv(6, 5, 1, 0)).add(Activation.sigmoidBlock()).add(maxPool(2, 2))
                .add(conv(16, 5, 1, 0)).add(Activation.sigmoidBlock()).add(maxPool(2, 2))
                .add(Blocks.batchFlattenBlock())
                .add(dense(120)).add(Activation.sigmoidBlock())
                .add(dense(84)).add(Activation.sigmoidBlock())
                .add(dense(CLASSES));
    }

    private static Block conv(int out, int kernel, int stride, int padding) {
        return Conv2d.builder().setKernelShape(new Shape(kernel, kernel)).setFilters(out)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding)).build();
    }

    private static Block maxPool(int kernel, int stride) {
        return Pool.maxPool2dBlock(new Shape(kernel, kernel), new Shape(stride, stride));
    }

    private static Block dense(int out) {
        return Linear.builder().setUnits(out).build();
    }
}
