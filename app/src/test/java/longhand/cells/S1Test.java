package longhand.cells;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import longhand.autograd.NoGrad;
import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Split;
import longhand.io.state.StateFiles;
import longhand.nn.AvgPool2d;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.nn.Sequential;
import longhand.nn.optim.Adam;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S1, "PyTorch from the beginning (17)": 12 cells, counted from the first. */
class S1Test {
    /** Cell 5. */
    private static final class NinNet extends Layer {
        private final Sequential conv = child("conv", new Sequential(
                Printed.ninBlock(1, 96, 11, 4, 2), new MaxPool2d(3, 2),
                Printed.ninBlock(96, 256, 5, 1, 2), new MaxPool2d(3, 2),
                Printed.ninBlock(256, 384, 3, 1, 1), new MaxPool2d(3, 2),
                Printed.ninBlock(384, 10, 3, 1, 1)));
        private final Sequential gap = child("gap", new Sequential(new AvgPool2d(6, 1)));

        @Override
        protected Tensor compute(Tensor img) {
            Tensor feature = conv.forward(img);
            Tensor output = gap.forward(feature);
            return output.view(img.size(0), -1); // [batch, 10, 1, 1] → [batch, 10]
        }
    }

    @Test
    void cells1And2TheSmallNetworks() {
        assertEquals(6, Printed.ninBlock(1, 96, 11, 4, 2).size());
        assertEquals("MaxPool2d(kernel_size=3, stride=2, padding=0, dilation=1, ceil_mode=False)",
                new MaxPool2d(3, 2).toString());
    }

    @Test
    void cells3And4TheShapesOnTheWay() {
        Tensor x = Tensor.rand(1, 1, 224, 224);
        Printed out = new Printed();
        for (Layer layer : new NinNet().conv) {
            x = layer.forward(x);
            out.print("%s", x.shape());
        }
        out.print("%s", new AvgPool2d(6, 1).forward(x).shape());
        assertEquals("""
                [1, 96, 55, 55]
                [1, 96, 27, 27]
                [1, 256, 27, 27]
                [1, 256, 13, 13]
                [1, 384, 13, 13]
                [1, 384, 6, 6]
                [1, 10, 6, 6]
                [1, 10, 1, 1]
                """, out.toString());
    }

    @Test
    void cells5And6NamedChildren() {
        Tensor x = Tensor.rand(1, 1, 224, 224);
        Printed out = new Printed();
        for (Map.Entry<String, Layer> child : new NinNet().children().entrySet()) {
            x = child.getValue().forward(x);
            out.print("%s %s", child.getKey(), x.shape().torchSize());
        }
        assertEquals("""
                conv torch.Size([1, 10, 6, 6])
                gap torch.Size([1, 10, 1, 1])
                """, out.toString());
    }

    @Test
    void cell7TheData() {
        try (DataLoader trainIter = Printed.loader(Split.TRAIN, 224, 16, 16)) {
            assertEquals("torch.Size([16, 1, 224, 224])", trainIter.epoch().next().images().shape().torchSize());
        }
    }

    @Test
    void cells8To10ModelLossAndOptimizer() {
        NinNet net = new NinNet();
        assertTrue(net.toString().startsWith("""
                NinNet(
                  (conv): Sequential(
                    (0): Sequential(
                      (0): Conv2d(1, 96, kernel_size=(11, 11), stride=(4, 4), padding=(2, 2))
                """), net.toString());
        assertEquals("""
                Adam (
                Parameter Group 0
                    amsgrad: False
                    betas: (0.9, 0.999)
                    capturable: False
                    eps: 1e-08
                    foreach: None
                    lr: 0.001
                    maximize: False
                    weight_decay: 0
                )""", new Adam(net.parameters(), 0.001).toString());
    }

    /** The notes divide by batches × batch size even if the last batch is short; counted are images here. */
    @Test
    void cell11TheAccuracyOfTheTestImages() {
        Printed out = new Printed();
        NinNet net = new NinNet();
        try (NoGrad _ = NoGrad.enter(); DataLoader testIter = Printed.loader(Split.TEST, 224, 5, 2)) {
            double correct = 0;
            int images = 0;
            for (Batch batch : testIter) {
                correct += Printed.correct(net.forward(batch.images()), batch.targets());
                images += batch.size();
            }
            out.print("acc %3f,test for test dataset", correct / images);
            assertEquals(5, images);
        }
        assertTrue(out.toString().matches("acc [01]\\.\\d{6},test for test dataset\n"), out.toString());
    }

    /** The state dict goes straight to a file of PyTorch's and back. */
    @Test
    void cell12TrainingSavesItsStateOnTheWay(@TempDir Path folder) {
        Generator.manualSeed(4);
        NinNet net = new NinNet();
        Adam opt = new Adam(net.parameters(), 0.001);
        Printed out = new Printed();
        try (DataLoader trainIter = Printed.loader(Split.TRAIN, 224, 6, 3)) {
            int batches = 0;
            double sum = 0;
            for (Batch batch : trainIter) {
                sum += Printed.step(net, new CrossEntropyLoss(), opt, batch);
                batches++;
                out.print("epoch %d,batch %d,train_loss %.3f", 0, batches, sum / (batches * 3));
            }
        }
        // ln 10 / 3
        assertTrue(out.toString().matches("epoch 0,batch 1,train_loss 0\\.7\\d\\d\n(?s).*"), out.toString());
        Path file = folder.resolve(String.format(Locale.ROOT, "nin_epoch_%d_batch_%d_acc_%.2f.pt", 0, 2, 0.5));
        StateFiles.save(file, net.stateDict());
        NinNet other = new NinNet();
        other.loadStateDict(StateFiles.load(file));
        Tensor x = Tensor.rand(1, 1, 224, 224);
        assertTrue(net.forward(x).equalTo(other.forward(x)));
    }
}
