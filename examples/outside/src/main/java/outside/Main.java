package outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import longhand.autograd.NoGrad;
import longhand.autograd.Registration;
import longhand.data.DataLoader;
import longhand.data.LoaderOptions;
import longhand.nn.Conv2d;
import longhand.nn.Flatten;
import longhand.nn.Layer;
import longhand.nn.Linear;
import longhand.nn.ReLU;
import longhand.nn.Sequential;
import longhand.nn.onnx.OnnxExport;
import longhand.nn.onnx.OnnxLayer;
import longhand.nn.training.EpochResult;
import longhand.nn.training.Trainer;
import longhand.random.Generator;
import longhand.tensor.Tensor;

/** Everything that a program may bring itself, in one training; ends with an error if anything is not as it should be. */
final class Main {
    private Main() {}

    public static void main(String[] args) throws IOException {
        Generator.manualSeed(0);
        squareHasItsGradient();
        Layer net = new Sequential(new Conv2d(1, 4, 3), new ReLU(), new Scaled(), new Flatten(), new Linear(64, 2));
        train(net);
        watch(net);
        writeAndRead(net);
    }

    private static void squareHasItsGradient() {
        Tensor x = Tensor.of(new float[] {-1, 0, 3}, 3).requiresGrad(true);
        Square.of(x).backward(Tensor.of(new float[] {1, 10, 100}, 3));
        require(Arrays.equals(x.grad().toArray(), new float[] {-2, 0, 600}), "gradient of x²: " + x.grad());
    }

    private static void train(Layer net) {
        try (DataLoader images = new DataLoader(new Stripes(64), LoaderOptions.batches(16).shuffled());
                DataLoader others = new DataLoader(new Stripes(32), LoaderOptions.batches(16));
                Trainer trainer = new Trainer(net, new BrierLoss(), new SignDescent(net.parameters(), 0.005), images)) {
            EpochResult last = trainer.test(others).epochs(8).run().getLast();
            System.out.println(last);
            require(last.testAccuracy() == 1, "not every stripe was recognised");
        }
    }

    private static void watch(Layer net) {
        Tensor[] seen = new Tensor[2];
        Layer scaled = net.children().get("2");
        try (Registration _ = scaled.registerForwardHook((layer, x, y) -> seen[0] = y);
                Registration _ = scaled.registerBackwardHook((layer, gradient) -> seen[1] = gradient)) {
            new BrierLoss().forward(net.forward(image(0)), 0).backward();
        }
        System.out.println("the layer of our own computes " + seen[0].shape() + ", its gradient is " + seen[1].shape());
        require(seen[0].shape().equals(seen[1].shape()), "hooks saw different shapes");
    }

    private static void writeAndRead(Layer net) throws IOException {
        Path file = Files.createTempDirectory("outside").resolve("stripes.onnx");
        OnnxExport.of("stripes", net, 1, 6, 6).write(file);
        try (NoGrad _ = NoGrad.enter()) {
            float[] ours = net.forward(image(1)).toArray();
            float[] read = OnnxLayer.read(file).forward(image(1)).toArray();
            System.out.println("written and read as ONNX: " + Arrays.toString(ours) + ", " + Arrays.toString(read));
            require(Arrays.equals(ours, read), "the network that was read computes something else");
        }
        Files.delete(file);
        Files.delete(file.getParent());
    }

    private static Tensor image(int index) {
        float[] values = new float[36];
        new Stripes(index + 1).read(index, 0, values, 0);
        return Tensor.of(values, 1, 1, 6, 6);
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
