package longhand.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.Random;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Deeplearning4j on its C++ engine. The variable {@code OMP_NUM_THREADS} sets its threads. */
final class Dl4jPeer implements Peer {
    private static final String RELEASE = "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    @Override
    public String name() {
        Properties release = new Properties();
        try (InputStream file = MultiLayerNetwork.class.getResourceAsStream(RELEASE)) {
            release.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "DL4J " + release.getProperty("version");
    }

    @Override
    public Runnable nin(int batch) {
        NeuralNetConfiguration.ListBuilder layers = layers(new Sgd(0.03));
        ninBlock(layers, 96, 11, 4, 0);
        layers.layer(maxPool(3, 2));
        ninBlock(layers, 256, 5, 1, 2);
        layers.layer(maxPool(3, 2));
        ninBlock(layers, 384, 3, 1, 1);
        layers.layer(maxPool(3, 2)).layer(new DropoutLayer.Builder(0.5).build());
        ninBlock(layers, CLASSES, 3, 1, 1);
        layers.layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).build())
                .layer(new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build());
        MultiLayerNetwork net = network(layers, 224);
        INDArray images = Nd4j.rand(DataType.FLOAT, batch, 1, 224, 224);
        INDArray labels = labels(batch);
        return () -> net.fit(images, labels);
    }

    @Override
    public Runnable lenet(int images) {
        MultiLayerNetwork net = network(layers(new Adam(0.001))
                .layer(conv(6, 5, 1, 0, Activation.SIGMOID)).layer(maxPool(2, 2))
                .layer(conv(16, 5, 1, 0, Activation.SIGMOID)).layer(maxPool(2, 2))
                .layer(dense(120)).layer(dense(84))
                .layer(new OutputLayer.Builder(LossFunction.MCXENT).nOut(CLASSES).activation(Activation.SOFTMAX)
                .build()), 28);
        INDArray all = Nd4j.rand(DataType.FLOAT, images, 1, 28, 28);
        INDArray labels = labels(images);
        return () -> {
            for (int from = 0; from < images; from += LENET_BATCH) {
                int to = Math.min(from + LENET_BATCH, images);
                net.fit(all.get(NDArrayIndex.interval(from, to)), labels.get(NDArrayIndex.interval(from, to)));
            }
        };
    }

    private static NeuralNetConfiguration.ListBuilder layers(IUpdater updater) {
        return new NeuralNetConfiguration.Builder().seed(1).dataType(DataType.FLOAT).updater(updater).list();
    }

    private static MultiLayerNetwork network(NeuralNetConfiguration.ListBuilder layers, int side) {
        MultiLayerNetwork net = new MultiLayerNetwork(layers.setInputType(InputType.convolutional(side, side, 1))
                .build());
        net.init();
        return net;
    }

    private static void ninBlock(NeuralNetConfiguration.ListBuilder layers, int out, int kernel, int stride,
            int padding) {
        layers.layer(conv(out, kernel, stride, padding, Activation.RELU))
                .layer(conv(out, 1, 1, 0, Activation.RELU))
                .layer(conv(out, 1, 1, 0, Activation.RELU));
    }

    private static ConvolutionLayer conv(int out, int kernel, int stride, int padding, Activation activation) {
        return new ConvolutionLayer.Builder(kernel, kernel).nOut(out).stride(stride, stride).padding(padding, padding)
                .activation(activation).build();
    }

    private static SubsamplingLayer maxPool(int kernel, int stride) {
        return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX).kernelSize(kernel, kernel)
                .stride(stride, stride).build();
    }

    private static DenseLayer dense(int out) {
        return new DenseLayer.Builder().nOut(out).activation(Activation.SIGMOID).build();
    }

    private static INDArray labels(int n) {
        INDArray labels = Nd4j.zeros(DataType.FLOAT, n, CLASSES);
        Random random = new Random(1);
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, random.nextInt(CLASSES), 1);
        }
        return labels;
    }
}
