package longhand.cells;

import static longhand.cells.Printed.ninBlock;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import longhand.data.Batch;
import longhand.data.DataLoader;
import longhand.data.Split;
import longhand.nn.AdaptiveAvgPool2d;
import longhand.nn.CrossEntropyLoss;
import longhand.nn.Dropout;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.MaxPool2d;
import longhand.nn.Sequential;
import longhand.nn.optim.SGD;
import longhand.random.Generator;
import longhand.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** S2, notes on lecture 24 (NiN): 4 cells. */
class S2Test {
    @Test
    void cell1TheBlock() {
        assertEquals("""
                Sequential(
                  (0): Conv2d(1, 96, kernel_size=(11, 11), stride=(4, 4))
                  (1): ReLU()
                  (2): Conv2d(96, 96, kernel_size=(1, 1), stride=(1, 1))
                  (3): ReLU()
                  (4): Conv2d(96, 96, kernel_size=(1, 1), stride=(1, 1))
                  (5): ReLU()
                )""", ninBlock(1, 96, 11, 4, 0).toString());
    }

    @Test
    void cell2TheNetworkHasNoDenseLayer() {
        assertEquals(10, Printed.nin().size());
        assertTrue(Printed.nin().parameters().stream().allMatch(p -> p.shape().rank() == 4 || p.shape().rank() == 1));
    }

    /** The document leaves out the line of the dropout, which changes no shape. */
    @Test
    void cell3TheShapesOfAllLayers() {
        Tensor x = Tensor.rand(1, 1, 224, 224);
        Printed out = new Printed();
        for (Layer layer : Printed.nin()) {
            x = layer.forward(x);
            if (!(layer instanceof Dropout)) {
                out.print("%s output shape:\t%s", layer.getClass().getSimpleName(), x.shape().torchSize());
            }
        }
        assertEquals("""
                Sequential output shape:\ttorch.Size([1, 96, 54, 54])
                MaxPool2d output shape:\ttorch.Size([1, 96, 26, 26])
                Sequential output shape:\ttorch.Size([1, 256, 26, 26])
                MaxPool2d output shape:\ttorch.Size([1, 256, 12, 12])
                Sequential output shape:\ttorch.Size([1, 384, 12, 12])
                MaxPool2d output shape:\ttorch.Size([1, 384, 5, 5])
                Sequential output shape:\ttorch.Size([1, 10, 5, 5])
                AdaptiveAvgPool2d output shape:\ttorch.Size([1, 10, 1, 1])
                Flatten output shape:\ttorch.Size([1, 10])
                """, out.toString());
    }

    /** {@code d2l.train_ch6}: SGD and cross-entropy; the first steps on real images of 224 × 224. */
    @Test
    void cell4TrainingSteps() {
        Generator.manualSeed(2);
        Sequential net = Printed.nin();
        SGD optimizer = new SGD(net.parameters(), 0.1);
        try (DataLoader trainIter = Printed.loader(Split.TRAIN, 224, 8, 4)) {
            for (Batch batch : trainIter) {
                assertEquals(Math.log(10), Printed.step(net, new CrossEntropyLoss(), optimizer, batch), 0.2);
            }
        }
    }
}
