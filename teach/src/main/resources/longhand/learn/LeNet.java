import java.util.Random;

/*
 * LeNet, trained by your own engine. Every number below comes from code that you wrote: Corr2d, KernelGradient, InputGradient,
 * PoolGradient, ReluGradient, Softmax and SgdStep compute, Graph sends the loss backward. Three holes are left: a convolution as a
 * node, the network, and one step of training.
 *
 *   image 1 × 28 × 28 → convolution 5 × 5 to 6 channels, ReLU, pooling → 6 × 12 × 12
 *                     → convolution 5 × 5 to 16 channels, ReLU, pooling → 16 × 4 × 4
 *                     → dense to 120, ReLU → dense to 84, ReLU → dense to 10
 */
class LeNet {
    static final Random RANDOM = new Random(1);
    static final int SIZE = 5;
    static final Weight CONV1 = new Weight(6, 1, SIZE * SIZE);
    static final Weight CONV2 = new Weight(16, 6, SIZE * SIZE);
    static final Weight DENSE1 = new Weight(120, 1, 16 * 4 * 4);
    static final Weight DENSE2 = new Weight(84, 1, 120);
    static final Weight DENSE3 = new Weight(10, 1, 84);

    /** The weights of a layer with their gradients and velocities: a row of numbers for each output and input channel. */
    static final class Weight {
        final float[][][] values;
        final float[][][] gradients;
        final float[][][] velocities;

        Weight(int outputs, int inputs, int length) {
            values = new float[outputs][inputs][length];
            gradients = new float[outputs][inputs][length];
            velocities = new float[outputs][inputs][length];
            double spread = Math.sqrt(6.0 / (inputs * length));
            for (float[][] output : values) {
                for (float[] input : output) {
                    for (int i = 0; i < input.length; i++) {
                        input[i] = (float) ((2 * RANDOM.nextDouble() - 1) * spread);
                    }
                }
            }
        }

        /** The kernel plane that leads from input channel c to output channel o. */
        float[][] kernel(int o, int c) {
            float[][] k = new float[SIZE][SIZE];
            for (int u = 0; u < SIZE; u++) {
                System.arraycopy(values[o][c], u * SIZE, k[u], 0, SIZE);
            }
            return k;
        }

        /** Adds the gradient of kernel(o, c) to what is there. */
        void addGradient(int o, int c, float[][] plane) {
            for (int u = 0; u < SIZE; u++) {
                for (int v = 0; v < SIZE; v++) {
                    gradients[o][c][u * SIZE + v] += plane[u][v];
                }
            }
        }

        /** A step downhill, after which the gradients are 0 again. */
        void step(float lr, float momentum) {
            for (int o = 0; o < values.length; o++) {
                for (int c = 0; c < values[o].length; c++) {
                    SgdStep.step(values[o][c], gradients[o][c], velocities[o][c], lr, momentum);
                    java.util.Arrays.fill(gradients[o][c], 0);
                }
            }
        }
    }

    /** Adds the numbers of one plane to another. */
    static void add(float[][] to, float[][] plane) {
        for (int i = 0; i < to.length; i++) {
            for (int j = 0; j < to[0].length; j++) {
                to[i][j] += plane[i][j];
            }
        }
    }

    /** The convolution of x with w, without bias. pass() adds to the gradients of w and of x. */
    static Graph.Node conv(Graph.Node x, Weight w) {
        int outputs = w.values.length;
        int height = x.value[0].length - SIZE + 1;
        int width = x.value[0][0].length - SIZE + 1;
        Graph.Node y = new Graph.Node(new float[outputs][height][width], x);
        // BEGIN SOLUTION
        for (int o = 0; o < outputs; o++) {
            for (int c = 0; c < x.value.length; c++) {
                add(y.value[o], Corr2d.corr2d(x.value[c], w.kernel(o, c)));
            }
        }
        y.pass = () -> {
            for (int o = 0; o < outputs; o++) {
                for (int c = 0; c < x.value.length; c++) {
                    w.addGradient(o, c, KernelGradient.gradient(x.value[c], y.gradient[o], SIZE, SIZE));
                    add(x.gradient[c], InputGradient.gradient(y.gradient[o], w.kernel(o, c)));
                }
            }
        };
        return y;
        // END SOLUTION
    }

    /** ReLU of every number. */
    static Graph.Node relu(Graph.Node x) {
        Graph.Node y = new Graph.Node(new float[x.value.length][x.value[0].length][x.value[0][0].length], x);
        for (int c = 0; c < x.value.length; c++) {
            for (int i = 0; i < x.value[c].length; i++) {
                for (int j = 0; j < x.value[c][i].length; j++) {
                    y.value[c][i][j] = Math.max(0, x.value[c][i][j]);
                }
            }
        }
        y.pass = () -> {
            for (int c = 0; c < x.value.length; c++) {
                for (int i = 0; i < x.value[c].length; i++) {
                    add(new float[][] {x.gradient[c][i]}, new float[][] {ReluGradient.gradient(x.value[c][i], y.gradient[c][i])});
                }
            }
        };
        return y;
    }

    /** Maximum pooling of every channel. */
    static Graph.Node pool(Graph.Node x) {
        float[][][] pooled = new float[x.value.length][][];
        for (int c = 0; c < pooled.length; c++) {
            pooled[c] = PoolGradient.pool(x.value[c]);
        }
        Graph.Node y = new Graph.Node(pooled, x);
        y.pass = () -> {
            for (int c = 0; c < x.value.length; c++) {
                add(x.gradient[c], PoolGradient.gradient(x.value[c], y.gradient[c]));
            }
        };
        return y;
    }

    /** All numbers as one column: C × H × W becomes C·H·W × 1 × 1. */
    static Graph.Node flatten(Graph.Node x) {
        int height = x.value[0].length;
        int width = x.value[0][0].length;
        Graph.Node y = new Graph.Node(new float[x.value.length * height * width][1][1], x);
        for (int i = 0; i < y.value.length; i++) {
            y.value[i][0][0] = x.value[i / (height * width)][i / width % height][i % width];
        }
        y.pass = () -> {
            for (int i = 0; i < y.value.length; i++) {
                x.gradient[i / (height * width)][i / width % height][i % width] += y.gradient[i][0][0];
            }
        };
        return y;
    }

    /** A dense layer: output o is the sum of the products of x with row o of the weights. */
    static Graph.Node dense(Graph.Node x, Weight w) {
        Graph.Node y = new Graph.Node(new float[w.values.length][1][1], x);
        for (int o = 0; o < y.value.length; o++) {
            for (int i = 0; i < x.value.length; i++) {
                y.value[o][0][0] += x.value[i][0][0] * w.values[o][0][i];
            }
        }
        y.pass = () -> {
            for (int o = 0; o < y.value.length; o++) {
                for (int i = 0; i < x.value.length; i++) {
                    w.gradients[o][0][i] += y.gradient[o][0][0] * x.value[i][0][0];
                    x.gradient[i][0][0] += y.gradient[o][0][0] * w.values[o][0][i];
                }
            }
        };
        return y;
    }

    /** The cross-entropy of the logits z for the right class, one number. */
    static Graph.Node loss(Graph.Node z, int label) {
        float[] logits = new float[z.value.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = z.value[i][0][0];
        }
        float[] shares = Softmax.softmax(logits);
        Graph.Node y = new Graph.Node(new float[][][] {{{(float) -Math.log(Math.max(1e-30, shares[label]))}}}, z);
        y.pass = () -> {
            for (int i = 0; i < shares.length; i++) {
                z.gradient[i][0][0] += y.gradient[0][0][0] * (shares[i] - (i == label ? 1 : 0));
            }
        };
        return y;
    }

    /** The ten logits of an image of 28 × 28. */
    static Graph.Node forward(float[][] image) {
        Graph.Node x = new Graph.Node(new float[][][] {image});
        // BEGIN SOLUTION
        Graph.Node first = pool(relu(conv(x, CONV1)));
        Graph.Node second = flatten(pool(relu(conv(first, CONV2))));
        return dense(relu(dense(relu(dense(second, DENSE1)), DENSE2)), DENSE3);
        // END SOLUTION
    }

    /** Trains on one image: forward, loss, Graph.backward, and a step of all five weights with these settings. Returns the loss. */
    static float step(float[][] image, int label, float lr, float momentum) {
        // BEGIN SOLUTION
        Graph.Node loss = loss(forward(image), label);
        Graph.backward(loss);
        for (Weight w : new Weight[] {CONV1, CONV2, DENSE1, DENSE2, DENSE3}) {
            w.step(lr, momentum);
        }
        return loss.value[0][0][0];
        // END SOLUTION
    }

    /** Trains on all images, one after the other, and returns the mean loss. */
    static float train(float[][][] images, int[] labels) {
        float sum = 0;
        for (int i = 0; i < images.length; i++) {
            sum += step(images[i], labels[i], 0.002f, 0.9f);
        }
        return sum / images.length;
    }

    /** The class with the largest logit, for each image. */
    static int[] classify(float[][][] images) {
        int[] classes = new int[images.length];
        for (int n = 0; n < images.length; n++) {
            float[][][] logits = forward(images[n]).value;
            for (int i = 1; i < logits.length; i++) {
                classes[n] = logits[i][0][0] > logits[classes[n]][0][0] ? i : classes[n];
            }
        }
        return classes;
    }
}
