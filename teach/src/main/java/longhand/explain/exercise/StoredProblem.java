package longhand.explain.exercise;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import longhand.explain.AdamSettings;
import longhand.explain.Explain;
import longhand.explain.LayerSpec;
import longhand.explain.PaperBatchNorm;
import longhand.explain.PaperPooling;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.check.AdamProblem;
import longhand.explain.check.BatchNormProblem;
import longhand.explain.check.ConvolutionProblem;
import longhand.explain.check.LayersProblem;
import longhand.explain.check.LinearProblem;
import longhand.explain.check.PoolingProblem;
import longhand.explain.check.Problem;
import longhand.explain.check.SgdProblem;
import longhand.explain.check.SoftmaxProblem;
import longhand.io.checks.Range;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * The fields of a problem in a key, for each operation. What {@link ProblemJson} writes only if there is something to
 * write is optional.
 */
sealed interface StoredProblem {
    /** Reads the fields that the operation of a problem asks for. */
    static Problem read(KeyFields key, String name, ObjectNode node) {
        StoredProblem stored = switch (node.path("operation").asText()) {
            case "corr2d", "conv2d", "conv1x1" -> key.read(name, node, Convolution.class);
            case "maxpool", "avgpool" -> key.read(name, node, Pooling.class);
            case "linear" -> key.read(name, node, Linear.class);
            case "softmax" -> key.read(name, node, Softmax.class);
            case "sgd" -> key.read(name, node, Sgd.class);
            case "batchnorm", "batchnorm-eval" -> key.read(name, node, BatchNorm.class);
            case "adam", "adamw" -> key.read(name, node, Adam.class);
            default -> key.read(name, node, Layers.class);
        };
        return key.make(name, stored::problem);
    }

    /**
     * The problem.
     *
     * @throws IllegalArgumentException if the numbers do not fit each other
     */
    Problem problem();

    /** Convolutions. */
    record Convolution(String operation, Optional<String> view, Numbers x, Numbers w, Optional<Numbers> bias,
            Optional<Numbers> upstream, Window window, Optional<Integer> groups) implements StoredProblem {
        @Override
        public Problem problem() {
            return operation.equals("conv1x1")
                    ? ConvolutionProblem.pointwise(x.values(), w.values(), orNone(upstream), orForward(view))
                    : ConvolutionProblem.of(x.values(), w.values(), orNone(bias), window.window(), groups.orElse(1),
                            orNone(upstream), orForward(view));
        }
    }

    /** Maximum and average pooling. */
    record Pooling(String operation, Optional<String> view, Numbers x, Optional<Numbers> upstream, Window window,
            boolean countIncludePad) implements StoredProblem {
        @Override
        public Problem problem() {
            return PoolingProblem.of(PaperPooling.of(x.values(), window.window(), operation.equals("maxpool"),
                    countIncludePad), orNone(upstream), orForward(view));
        }
    }

    /** A linear layer. */
    record Linear(String operation, Optional<String> view, Numbers x, Numbers w, Optional<Numbers> bias,
            Optional<Numbers> upstream) implements StoredProblem {
        @Override
        public Problem problem() {
            return LinearProblem.of(x.values(), w.values(), orNone(bias), orNone(upstream), orForward(view));
        }
    }

    /** Softmax and cross-entropy. */
    record Softmax(String operation, Optional<String> view, Numbers x, List<Integer> labels)
            implements StoredProblem {
        @Override
        public Problem problem() {
            return SoftmaxProblem.of(x.values(), labels, orForward(view));
        }
    }

    /** A step of stochastic gradient descent. */
    record Sgd(String operation, Optional<String> view, Numbers w, Numbers upstream, Numbers velocity, double lr,
            double momentum, double weightDecay) implements StoredProblem {
        @Override
        public Problem problem() {
            return SgdProblem.of(w.values(), upstream.values(), velocity.values(), lr, momentum, weightDecay,
                    orForward(view));
        }
    }

    /** Batch normalisation in training or in evaluation. */
    record BatchNorm(String operation, Optional<String> view, Numbers x, Numbers w, Numbers bias, Numbers mean,
            Numbers variance, Optional<Numbers> upstream, double momentum, double eps) implements StoredProblem {
        @Override
        public Problem problem() {
            return BatchNormProblem.of(PaperBatchNorm.of(x.values(), w.values(), bias.values(), mean.values(),
                    variance.values(), momentum, eps, operation.equals("batchnorm")), orNone(upstream),
                    orForward(view));
        }
    }

    /** A step of Adam or AdamW. */
    record Adam(String operation, Optional<String> view, Numbers w, Numbers upstream, Numbers first, Numbers second,
            AdamSettings settings) implements StoredProblem {
        @Override
        public Problem problem() {
            return AdamProblem.of(w.values(), upstream.values(), first.values(), second.values(), settings,
                    orForward(view));
        }
    }

    /** Sizes, parameters and receptive fields of layers. */
    record Layers(String operation, Optional<String> view, String layers, @Range(min = 2, max = 2) List<Integer> input)
            implements StoredProblem {
        @Override
        public Problem problem() {
            LayersProblem.Quantity quantity = Arrays.stream(LayersProblem.Quantity.values())
                    .filter(q -> q.toString().equals(operation)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("there is no operation '" + operation + "'"));
            return LayersProblem.of(quantity, size(input), LayerSpec.parse(layers), orForward(view));
        }
    }

    /** An array. */
    record Numbers(@Range(max = 4) List<Integer> dims, List<Double> data) {
        Values values() {
            if (dims.stream().anyMatch(d -> d < 0)) {
                throw new IllegalArgumentException("the size of an array is negative: " + dims);
            }
            return Values.of(data.stream().mapToDouble(d -> d).toArray(), dims.stream().mapToInt(d -> d).toArray());
        }
    }

    /** Rows and columns of each setting of a window. */
    record Window(@Range(min = 2, max = 2) List<Integer> kernel, @Range(min = 2, max = 2) List<Integer> stride,
            @Range(min = 2, max = 2) List<Integer> padding, @Range(min = 2, max = 2) List<Integer> dilation) {
        Window2d window() {
            return new Window2d(size(kernel), size(stride), size(padding), size(dilation), false);
        }
    }

    private static Size2d size(List<Integer> pair) {
        return new Size2d(pair.get(0), pair.get(1));
    }

    private static Values orNone(Optional<Numbers> numbers) {
        return numbers.map(Numbers::values).orElse(Explain.NONE);
    }

    private static String orForward(Optional<String> view) {
        return view.orElse(ViewNames.FORWARD);
    }
}
