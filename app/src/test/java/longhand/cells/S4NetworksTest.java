package longhand.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import longhand.autograd.NoGrad;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Split;
import longhand.nn.Conv2d;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.MaxPool2d;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.nn.Sigmoid;
import longhand.nn.optim.Adam;
import longhand.nn.optim.Optimizer;
import longhand.ops.Pooling;
import longhand.random.Generator;
import longhand.shape.Window2d;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** S4, notes on convolutional networks: cells 29 to 47, whole networks. */
class S4NetworksTest {
    /** The shape of LeNet and AlexNet: convolutions, then dense layers. */
    private static class TwoParts extends Layer {
        private final Sequential conv;
        private final Sequential fc;

        TwoParts(Sequential conv, Sequential fc) {
            this.conv = child("conv", conv);
            this.fc = child("fc", fc);
        }

        @Override
        protected final Tensor compute(Tensor img) {
            return fc.forward(conv.forward(img).view(img.size(0), -1));
        }
    }

    /** Cell 29. */
    private static final class LeNet extends TwoParts {
        LeNet() {
            super(new Sequential(new Conv2d(1, 6, 5), new Sigmoid(), new MaxPool2d(2, 2),
                    new Conv2d(6, 16, 5), new Sigmoid(), new MaxPool2d(2, 2)),
                    new Sequential(new Linear(16 * 4 * 4, 120), new Sigmoid(), new Linear(120, 84), new Sigmoid(),
                            new Linear(84, 10)));
        }
    }

    @Test
    void cells29And30LeNetPrints() {
        assertEquals("""
                LeNet(
                  (conv): Sequential(
                    (0): Conv2d(1, 6, kernel_size=(5, 5), stride=(1, 1))
                    (1): Sigmoid()
                    (2): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
                    (3): Conv2d(6, 16, kernel_size=(5, 5), stride=(1, 1))
                    (4): Sigmoid()
                    (5): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
                  )
                  (fc): Sequential(
                    (0): Linear(in_features=256, out_features=120, bias=True)
                    (1): Sigmoid()
                    (2): Linear(in_features=120, out_features=84, bias=True)
                    (3): Sigmoid()
                    (4): Linear(in_features=84, out_features=10, bias=True)
                  )
                )""", new LeNet().toString());
    }

    /** Cell 32. */
    private static double evaluateAccuracy(DataLoader images, Layer net) {
        double correct = 0;
        int n = 0;
        try (NoGrad _ = NoGrad.enter()) {
            for (Batch batch : images) {
                net.eval();
                correct += net.forward(batch.images()).argmax(1).eq(batch.targets()).sum().item();
                net.train();
                n += batch.size();
            }
        }
        return correct / n;
    }

    /** Cell 33. */
    private static String trainCnn(Layer net, DataLoader train, DataLoader test, Optimizer optimizer, int epochs) {
        CrossEntropyLoss loss = new CrossEntropyLoss();
        Printed out = new Printed();
        for (int epoch = 0; epoch < epochs; epoch++) {
            double lossSum = 0;
            double correct = 0;
            int n = 0;
            for (Batch batch : train) {
                Tensor yHat = net.forward(batch.images());
                Tensor l = loss.forward(yHat, batch.targets());
                optimizer.zeroGrad();
                l.backward();
                optimizer.step();
                lossSum += l.item();
                correct += Printed.correct(yHat, batch.targets());
                n += batch.size();
            }
            out.print("epoch %d, loss %.4f, train acc %.3f, test acc %.3f", epoch + 1, lossSum / train.batches(),
                    correct / n, evaluateAccuracy(test, net));
        }
        return out.toString();
    }

    private static String train(Layer net, int side, int images, int batchSize, double lr, int epochs) {
        try (DataLoader train = Printed.loader(Split.TRAIN, side, images, batchSize);
                DataLoader test = Printed.loader(Split.TEST, side, images, batchSize)) {
            return trainCnn(net, train, test, new Adam(net.parameters(), lr), epochs);
        }
    }

    /** Cells 31, 32, 33 and the second 31: LeNet learns; fewer images than in the notes, and smaller batches. */
    @Test
    void cells31To33TrainingLeNet() {
        Generator.manualSeed(5);
        String printed = train(new LeNet(), 0, 2000, 32, 0.003, 2);
        assertTrue(printed.matches("(epoch \\d, loss \\d\\.\\d{4}, train acc 0\\.\\d{3}, test acc 0\\.\\d{3}\n){2}"),
                printed);
        assertTrue(Double.parseDouble(printed.replaceAll("(?s).*test acc (0\\.\\d{3})\n", "$1")) > 0.3, printed);
    }

    /** Cell 34. */
    private static final class AlexNet extends TwoParts {
        AlexNet() {
            super(new Sequential(new Conv2d(1, 96, 11, 4, 0), new ReLU(), new MaxPool2d(3, 2),
                    new Conv2d(96, 256, 5, 1, 2), new ReLU(), new MaxPool2d(3, 2),
                    new Conv2d(256, 384, 3, 1, 1), new ReLU(), new Conv2d(384, 384, 3, 1, 1), new ReLU(),
                    new Conv2d(384, 256, 3, 1, 1), new ReLU(), new MaxPool2d(3, 2)),
                    new Sequential(new Linear(256 * 5 * 5, 4096), new ReLU(), new Dropout(0.5),
                            new Linear(4096, 4096), new ReLU(), new Dropout(0.5), new Linear(4096, 10)));
        }
    }

    /** Cells 34 to 37 and the one after: the network, the images, and a step. */
    @Test
    void cells34To37AlexNet() {
        Layer net = new AlexNet();
        assertTrue(net.toString().contains("""
                    (12): MaxPool2d(kernel_size=3, stride=2, padding=0, dilation=1, ceil_mode=False)
                  )
                  (fc): Sequential(
                    (0): Linear(in_features=6400, out_features=4096, bias=True)
                    (1): ReLU()
                    (2): Dropout(p=0.5, inplace=False)
                """), net.toString());
        try (DataLoader train = Printed.loader(Split.TRAIN, 224, 2, 2); NoGrad _ = NoGrad.enter()) {
            for (Batch batch : train) {
                assertEquals("torch.Size([2, 10])", net.forward(batch.images()).shape().torchSize());
            }
        }
    }

    /** Cell 38. */
    private static Sequential vggBlock(int convolutions, int in, int out) {
        Sequential block = new Sequential();
        for (int i = 0; i < convolutions; i++) {
            block.add(new Conv2d(i == 0 ? in : out, out, 3, 1, 1)).add(new ReLU());
        }
        return block.add(new MaxPool2d(2, 2));
    }

    /** Cells 39 and 40. */
    private static Sequential vgg(int ratio, int hidden) {
        int[][] arch = {{1, 1, 64}, {1, 64, 128}, {2, 128, 256}, {2, 256, 512}, {2, 512, 512}};
        Sequential net = new Sequential();
        for (int i = 0; i < arch.length; i++) {
            int in = i == 0 ? 1 : arch[i][1] / ratio;
            net.add("vgg_block_" + (i + 1), vggBlock(arch[i][0], in, arch[i][2] / ratio));
        }
        return net.add("fc", new Sequential(new Flatten(), new Linear(512 * 7 * 7 / ratio, hidden), new Dropout(0.5),
                new Linear(hidden, hidden), new Dropout(0.5), new Linear(hidden, 10)));
    }

    /** The dense layers are narrower than 4,096, which shows in no shape and saves 470 MB. */
    @Test
    void cells38To41ShapesOfVgg() {
        Tensor x = Tensor.rand(1, 1, 224, 224);
        Printed out = new Printed();
        try (NoGrad _ = NoGrad.enter()) {
            for (Map.Entry<String, Layer> block : vgg(1, 64).children().entrySet()) {
                x = block.getValue().forward(x);
                out.print("%s output shape:  %s", block.getKey(), x.shape().torchSize());
            }
        }
        assertEquals("""
                vgg_block_1 output shape:  torch.Size([1, 64, 112, 112])
                vgg_block_2 output shape:  torch.Size([1, 128, 56, 56])
                vgg_block_3 output shape:  torch.Size([1, 256, 28, 28])
                vgg_block_4 output shape:  torch.Size([1, 512, 14, 14])
                vgg_block_5 output shape:  torch.Size([1, 512, 7, 7])
                fc output shape:  torch.Size([1, 10])
                """, out.toString());
    }

    @Test
    void cells42And44ASmallVgg() {
        Sequential net = vgg(16, 4096 / 16);
        assertTrue(net.toString().startsWith("""
                Sequential(
                  (vgg_block_1): Sequential(
                    (0): Conv2d(1, 4, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1))
                    (1): ReLU()
                    (2): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
                  )
                """), net.toString());
        assertTrue(train(net, 224, 8, 4, 0.001, 1).startsWith("epoch 1, loss 2."));
    }

    /** The cells of §8, which have no numbers. */
    private static final class GlobalAvgPool2d extends Layer {
        @Override
        protected Tensor compute(Tensor x) {
            return Pooling.avgPool2d(x, Window2d.of(x.size(2), x.size(3)), true);
        }
    }

    @Test
    void cellsOfSection8NiN() {
        Sequential net = Printed.nin();
        net.set(8, new GlobalAvgPool2d());
        Printed out = new Printed();
        Tensor x = Tensor.rand(1, 1, 224, 224);
        for (Map.Entry<String, Layer> block : net.children().entrySet()) {
            x = block.getValue().forward(x);
            out.print("%s output shape:  %s", block.getKey(), x.shape().torchSize());
        }
        assertTrue(out.toString().endsWith("""
                7 output shape:  torch.Size([1, 10, 5, 5])
                8 output shape:  torch.Size([1, 10, 1, 1])
                9 output shape:  torch.Size([1, 10])
                """), out.toString());
        assertTrue(train(net, 224, 4, 2, 0.002, 1).startsWith("epoch 1, loss 2."));
    }

    /** Cell 45. */
    private static final class Inception extends Layer {
        private final Conv2d p1;
        private final Sequential p2;
        private final Sequential p3;
        private final Sequential p4;

        Inception(int in, int c1, int[] c2, int[] c3, int c4) {
            p1 = child("p1_1", new Conv2d(in, c1, 1));
            p2 = child("p2", new Sequential(new Conv2d(in, c2[0], 1), new ReLU(), new Conv2d(c2[0], c2[1], 3, 1, 1)));
            p3 = child("p3", new Sequential(new Conv2d(in, c3[0], 1), new ReLU(), new Conv2d(c3[0], c3[1], 5, 1, 2)));
            p4 = child("p4", new Sequential(new MaxPool2d(Window2d.square(3).padding(1)), new Conv2d(in, c4, 1)));
        }

        @Override
        protected Tensor compute(Tensor x) {
            return Tensor.cat(1, p1.forward(x).relu(), p2.forward(x).relu(), p3.forward(x).relu(),
                    p4.forward(x).relu());
        }
    }

    @Test
    void cell45Inception() {
        Inception block = new Inception(192, 64, new int[] {96, 128}, new int[] {16, 32}, 32);
        assertEquals("torch.Size([1, 256, 28, 28])", block.forward(Tensor.rand(1, 192, 28, 28)).shape().torchSize());
    }
}
