import longhand.nn.CrossEntropyLoss;
import longhand.nn.Linear;
import longhand.nn.Sequential;
import longhand.nn.Tanh;
import longhand.nn.optim.SGD;
import longhand.random.Generator;
import longhand.tensor.Tensor;

/*
 * The training loop of a small network. It is the same for every network, small or large; five lines, in this order:
 *
 *   clear the gradients of the step before, compute the network's output, compute the loss,
 *   send the loss backward, let the optimizer make a step.
 *
 * The network, the loss and the optimizer are given; the loop is yours.
 */
class TrainingLoop {
    /** Two layers: 2 numbers in, 8 in the middle, 2 classes out. */
    static Sequential network() {
        Generator.manualSeed(7);
        return new Sequential(new Linear(2, 8), new Tanh(), new Linear(8, 2));
    }

    /** Trains on all samples at once: x is N × 2, labels are N classes. The result is the loss of each step, before that step. */
    static float[] train(Tensor x, int[] labels, int steps, float lr) {
        Sequential network = network();
        CrossEntropyLoss loss = new CrossEntropyLoss();
        SGD optimizer = new SGD(network.parameters(), lr);
        float[] losses = new float[steps];
        for (int step = 0; step < steps; step++) {
            losses[step] = step(network, loss, optimizer, x, labels);
        }
        return losses;
    }

    /** One step; the result is the loss as a number. */
    static float step(Sequential network, CrossEntropyLoss loss, SGD optimizer, Tensor x, int[] labels) {
        // BEGIN SOLUTION
        optimizer.zeroGrad();
        Tensor output = network.forward(x);
        Tensor mean = loss.forward(output, labels);
        mean.backward();
        optimizer.step();
        return mean.item();
        // END SOLUTION
    }
}
