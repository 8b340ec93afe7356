package longhand.cells;

import static longhand.cells.Printed.ninBlock;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import longhand.autograd.NoGrad;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Examples.Example;
import longhand.data.Split;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.Conv2d;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Initial;
import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.nn.Sequential;
import longhand.nn.optim.SGD;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** S0, notes on NiN: 10 cells. */
class S0Test {
    private static final int SIDE = 224;
    private static final double LR = 3e-2; // cell 2

    /** Cells 1, 2: imports, and the settings. Kernels run on the processor, so there is no device to choose. */
    @Test
    void cells1And2SettingsAreConstants() {
        assertEquals(0.03, LR);
    }

    @Test
    void cell3AnImageOfTheDataSetIsATensor() {
        Example first = Printed.fashionMnist(Split.TRAIN, SIDE, 2).get(0);
        assertEquals("torch.Size([1, 224, 224])", first.input().shape().torchSize());
        assertTrue(first.input().min().item() >= 0 && first.input().max().item() <= 1);
        assertEquals(0, first.target().rank());
    }

    @Test
    void cell4TheLoaderMakesBatches() {
        try (DataLoader trainIter = Printed.loader(Split.TRAIN, SIDE, 8, 4)) {
            for (Batch batch : trainIter) {
                assertEquals("torch.Size([4, 1, 224, 224])", batch.images().shape().torchSize());
                assertEquals("torch.Size([4])", batch.targets().shape().torchSize());
            }
            assertEquals(2, trainIter.batches());
        }
    }

    @Test
    void cell5TheNetworkPrintsAsInPyTorch() {
        assertTrue(Printed.nin().toString().startsWith("""
                Sequential(
                  (0): Sequential(
                    (0): Conv2d(1, 96, kernel_size=(11, 11), stride=(4, 4))
                    (1): ReLU()
                    (2): Conv2d(96, 96, kernel_size=(1, 1), stride=(1, 1))
                    (3): ReLU()
                    (4): Conv2d(96, 96, kernel_size=(1, 1), stride=(1, 1))
                    (5): ReLU()
                  )
                  (1): MaxPool2d(kernel_size=3, stride=2, padding=0, dilation=1, ceil_mode=False)
                  (2): Sequential(
                    (0): Conv2d(96, 256, kernel_size=(5, 5), stride=(1, 1), padding=(2, 2))
                """), Printed.nin().toString());
    }

    @Test
    void cell6TheShapesOfAllLayers() {
        Tensor x = Tensor.rand(1, 1, SIDE, SIDE);
        Printed out = new Printed();
        for (Layer layer : Printed.nin()) {
            x = layer.forward(x);
            out.print("output shape: %-15s%s", layer.getClass().getSimpleName(), x.shape().torchSize());
        }
        assertEquals("""
                output shape: Sequential     torch.Size([1, 96, 54, 54])
                output shape: MaxPool2d      torch.Size([1, 96, 26, 26])
                output shape: Sequential     torch.Size([1, 256, 26, 26])
                output shape: MaxPool2d      torch.Size([1, 256, 12, 12])
                output shape: Sequential     torch.Size([1, 384, 12, 12])
                output shape: MaxPool2d      torch.Size([1, 384, 5, 5])
                output shape: Dropout        torch.Size([1, 384, 5, 5])
                output shape: Sequential     torch.Size([1, 10, 5, 5])
                output shape: AdaptiveAvgPool2dtorch.Size([1, 10, 1, 1])
                output shape: Flatten        torch.Size([1, 10])
                """, out.toString());
    }

    @Test
    void cell7XavierWeightsOptimizerAndLoss() {
        Sequential net = Printed.nin();
        Tensor before = ((Conv2d) ((Sequential) net.get(0)).get(0)).weight().tensor().detach().copy();
        net.apply(layer -> {
            if (Printed.isWeighted(layer)) {
                Initial.xavierUniform().accept(layer);
            }
        });
        Tensor after = ((Conv2d) ((Sequential) net.get(0)).get(0)).weight().tensor();
        assertTrue(after.detach().abs().max().item() <= Math.sqrt(6.0 / (121 + 96 * 121)));
        assertTrue(before.ne(after.detach()).sum().item() > 0);
        assertEquals("CrossEntropyLoss()", new CrossEntropyLoss().toString());
        assertTrue(new SGD(net.parameters(), LR).toString().contains("lr: 0.03"));
    }

    /** Small images and few of them; the loss starts near ln 10 as in the notes, and the network learns them. */
    @Test
    void cells8And9TheTrainingLoopPrintsTheMeanLoss() {
        Generator.manualSeed(1);
        Sequential net = new Sequential(ninBlock(1, 16, 5, 2, 0), new MaxPool2d(3, 2), ninBlock(16, 10, 3, 1, 1),
                new AdaptiveAvgPool2d(1, 1), new Flatten());
        CrossEntropyLoss loss = new CrossEntropyLoss();
        SGD optimizer = new SGD(net.parameters(), LR).momentum(0.9);
        List<Double> losses = new ArrayList<>();
        Printed out = new Printed();
        try (DataLoader trainIter = Printed.loader(Split.TRAIN, 0, 128, 32)) {
            for (int epoch = 0; epoch < 5; epoch++) {
                double total = 0;
                for (Batch batch : trainIter) {
                    total += Printed.step(net, loss, optimizer, batch);
                }
                losses.add(total / trainIter.batches());
                out.print("epoch %d, total_train_loss %f", epoch + 1, total / trainIter.batches());
            }
        }
        assertEquals(Math.log(10), losses.getFirst(), 0.1); // the notes: 2.306483
        assertTrue(losses.getLast() < losses.getFirst(), out.toString());
        assertTrue(out.toString().matches("(?s)epoch 1, total_train_loss 2\\.\\d{6}\n.*"), out.toString());
    }

    /** The notes divide the correct ones of each batch by its size and average that; counted are images here. */
    @Test
    void cell12TheTestPrintsAccuracyAndLoss() {
        Sequential net = new Sequential(new Conv2d(1, 10, 5), new AdaptiveAvgPool2d(1, 1), new Flatten());
        net.eval();
        Printed out = new Printed();
        try (NoGrad _ = NoGrad.enter(); DataLoader testIter = Printed.loader(Split.TEST, 0, 50, 20)) {
            double loss = 0;
            double correct = 0;
            int images = 0;
            for (Batch batch : testIter) {
                Tensor yHat = net.forward(batch.images());
                loss += new CrossEntropyLoss().forward(yHat, batch.targets()).item() * batch.size();
                correct += Printed.correct(yHat, batch.targets());
                images += batch.size();
            }
            out.print("Test: Accuracy: %.1f%%, Avg loss: %f", 100 * correct / images, loss / images);
            assertEquals(50, images);
        }
        assertTrue(out.toString().matches("Test: Accuracy: \\d+\\.\\d%, Avg loss: \\d\\.\\d{6}\n"), out.toString());
    }
}
