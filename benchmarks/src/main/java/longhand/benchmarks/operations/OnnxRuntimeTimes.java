package longhand.benchmarks.operations;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import longhand.nn.Layer;
import longhand.nn.onnx.OnnxExport;
import longhand.tensor.Tensor;

/** ONNX Runtime, which does not train, on the networks that we export: lines and arguments as {@link ModelTimes}. */
public final class OnnxRuntimeTimes {
    private OnnxRuntimeTimes() {}

    public static void main(String[] args) throws IOException, OrtException {
        TimingArguments arguments = TimingArguments.of(args);
        for (ModelTimes.Case c : ModelTimes.cases(arguments.pattern()).toList()) {
            if (!c.training()) {
                c.print(time(c, arguments.threads(), arguments.seconds()));
            }
        }
    }

    private static double time(ModelTimes.Case c, int threads, double seconds) throws IOException, OrtException {
        Layer net = c.network();
        net.eval();
        Tensor images = c.images();
        Path folder = Files.createTempDirectory("longhand");
        Path file = folder.resolve("network.onnx");
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OnnxExport.of(c.model(), net, images.size(1), images.size(2), images.size(3)).write(file);
            options.setIntraOpNumThreads(threads);
            long[] shape = {images.size(0), images.size(1), images.size(2), images.size(3)};
            try (OrtSession session = environment.createSession(file.toString(), options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images.toArray()),
                            shape)) {
                Runnable step = () -> run(session, input);
                ModelTimes.time(step, seconds);
                return ModelTimes.time(step, seconds);
            }
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void run(OrtSession session, OnnxTensor input) {
        try {
            session.run(Map.of(session.getInputNames().iterator().next(), input)).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
