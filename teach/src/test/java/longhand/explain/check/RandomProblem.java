package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import longhand.explain.Explain;
import longhand.explain.Values;
import longhand.shape.Window2d;

/** A random convolution or pooling, and the answers that a {@link CarelessStudent} gives to it. */
final class RandomProblem {
    private final Random random;
    private final boolean convolution;
    private final boolean max;
    private final boolean countPad;
    private final List<double[][]> x = new ArrayList<>();
    private final List<List<double[][]>> w = new ArrayList<>();
    private final double[] bias;
    private final int[] kernel;
    private final int[] stride;
    private final int[] pad;
    private final int[] dilation;

    RandomProblem(Random random, boolean convolution) {
        this.random = random;
        this.convolution = convolution;
        this.max = random.nextBoolean();
        this.countPad = random.nextBoolean();
        this.kernel = new int[] {1 + random.nextInt(3), 2 + random.nextInt(2)};
        this.stride = pair(1, 3);
        this.pad = convolution ? pair(0, 2) : new int[] {random.nextInt(kernel[0] / 2 + 1), random.nextInt(kernel[1] / 2 + 1)};
        this.dilation = convolution ? pair(1, 3) : new int[] {1, 1};
        int channels = 1 + random.nextInt(3);
        int height = dilation[0] * (kernel[0] - 1) + 1 + random.nextInt(5);
        int width = dilation[1] * (kernel[1] - 1) + 1 + random.nextInt(5);
        for (int c = 0; c < channels; c++) {
            x.add(plane(height, width, 9));
        }
        int outputs = 1 + random.nextInt(2);
        for (int o = 0; o < outputs; o++) {
            w.add(new ArrayList<>());
            for (int c = 0; c < channels; c++) {
                w.get(o).add(plane(kernel[0], kernel[1], 3));
            }
        }
        this.bias = random.nextBoolean() ? random.doubles(outputs, -9, 9).map(Math::rint).toArray() : new double[0];
    }

    /** Mostly the same number twice, sometimes two different ones. */
    private int[] pair(int least, int most) {
        int first = least + random.nextInt(most - least);
        return new int[] {first, random.nextInt(4) > 0 ? first : least + random.nextInt(most - least)};
    }

    private double[][] plane(int h, int w, int largest) {
        double[][] plane = new double[h][w];
        for (double[] row : plane) {
            Arrays.setAll(row, i -> random.nextInt(2 * largest + 1) - largest);
        }
        return plane;
    }

    Problem problem() {
        Values input = CarelessStudent.stack(x);
        Window2d window = Window2d.of(kernel[0], kernel[1]).stride(stride[0], stride[1]).padding(pad[0], pad[1])
                .dilation(dilation[0], dilation[1]);
        if (!convolution) {
            return PoolingProblem.of(input, window, max, countPad);
        }
        Values weights = CarelessStudent.stack(w.stream().flatMap(List::stream).toList())
                .reshape(w.size(), x.size(), kernel[0], kernel[1]);
        return ConvolutionProblem.of(input, weights, bias.length == 0 ? Explain.NONE : Values.vector(bias), window);
    }

    private CarelessStudent student() {
        return new CarelessStudent().stride(stride[0], stride[1]).padding(pad[0], pad[1]).dilation(dilation[0], dilation[1]);
    }

    /** The right answer by loops that share nothing with the code under test. */
    Values truth() {
        return compute(student());
    }

    private Values compute(CarelessStudent student) {
        return convolution ? convolve(student, k -> k, 1) : pool(student, max ? Summaries.MAX : Summaries.MEAN);
    }

    private Values convolve(CarelessStudent student, UnaryOperator<double[][]> kernelChange, double biasTimes) {
        List<double[][]> out = new ArrayList<>();
        for (int o = 0; o < w.size(); o++) {
            double[][] sum = null;
            for (int c = 0; c < x.size(); c++) {
                double[][] part = student.corr(x.get(c), kernelChange.apply(w.get(o).get(c)));
                sum = sum == null ? part : CarelessStudent.plus(sum, part);
            }
            out.add(bias.length == 0 ? sum : CarelessStudent.plus(sum, biasTimes * bias[o]));
        }
        return CarelessStudent.stack(out);
    }

    private Values pool(CarelessStudent student, CarelessStudent.Summary summary) {
        student.padValue = max || !countPad ? Double.NaN : 0;
        return CarelessStudent.stack(x.stream().map(p -> student.pool(p, kernel[0], kernel[1], summary)).toList());
    }

    /**
     * The answer of a student with this misconception, if one can have it here and it leads to another answer than the right one.
     */
    Optional<Values> wrong(Misconception kind) {
        Optional<Values> answer;
        try {
            answer = Optional.ofNullable(convolution ? wrongConvolution(kind) : wrongPooling(kind));
        } catch (ArrayIndexOutOfBoundsException windowDoesNotFit) {
            return Optional.empty();
        }
        return answer.filter(a -> a.size() > 0).filter(a -> !Arrays.equals(a.toArray(), truth().toArray())
                || !Closeness.inShapeOf(truth().dims(), Written.exactly(a)).isPresent());
    }

    private Values wrongConvolution(Misconception kind) {
        return switch (kind) {
            case KERNEL_FLIPPED -> convolve(student(), CarelessStudent::rotated, 1);
            case KERNEL_TRANSPOSED -> convolve(student(), CarelessStudent::turned, 1);
            case DILATION_IGNORED -> dilation[0] * dilation[1] > 1 ? compute(student().dilation(1, 1)) : null;
            case DILATION_OFF_BY_ONE -> dilation[0] * dilation[1] > 1
                    ? compute(student().dilation(dilation[0] + 1, dilation[1] + 1)) : null;
            case CHANNELS_NOT_SUMMED -> x.size() > 1 ? channelsApart() : null;
            case ONLY_FIRST_CHANNEL -> x.size() > 1 ? firstChannel() : null;
            case ONLY_FIRST_OUTPUT -> w.size() > 1 ? firstPlane() : null;
            case BIAS_MISSING -> bias.length > 0 ? convolve(student(), k -> k, 0) : null;
            case BIAS_PER_CHANNEL -> bias.length > 0 ? convolve(student(), k -> k, x.size()) : null;
            default -> wrongWindow(kind);
        };
    }

    private Values wrongPooling(Misconception kind) {
        return switch (kind) {
            case AVERAGE_INSTEAD_OF_MAX -> max ? averageWithPadding() : null;
            case MAX_INSTEAD_OF_AVERAGE -> max ? null : maximum();
            case SUM_INSTEAD_OF_AVERAGE -> max ? null : pool(student(), n -> DoubleStream.of(n).sum());
            case PADDING_COUNTED, PADDING_NOT_COUNTED -> otherPadding(kind);
            case STRIDE_OF_WINDOW -> Math.abs(kernel[0] - stride[0]) > 1 || Math.abs(kernel[1] - stride[1]) > 1
                    ? compute(student().stride(kernel[0], kernel[1])) : null;
            case ONLY_FIRST_CHANNEL -> x.size() > 1 ? firstPlane() : null;
            case CHANNELS_POOLED_TOGETHER -> x.size() > 1 ? together() : null;
            default -> wrongWindow(kind);
        };
    }

    private Values wrongWindow(Misconception kind) {
        int up = random.nextBoolean() ? 1 : -1;
        return switch (kind) {
            case ROWS_AND_COLUMNS_SWAPPED -> truth().transposed();
            case STRIDE_IGNORED -> stride[0] * stride[1] > 1 ? compute(student().stride(1, 1)) : null;
            case STRIDE_OFF_BY_ONE -> stride[0] + up < 1 || stride[1] + up < 1 || up < 0 && stride[0] + stride[1] == 4
                    ? null : compute(student().stride(stride[0] + up, stride[1] + up));
            case PADDING_IGNORED -> pad[0] + pad[1] > 0 ? compute(student().padding(0, 0)) : null;
            case PADDING_OFF_BY_ONE -> pad[0] + up < 0 || pad[1] + up < 0 || up < 0 && pad[0] + pad[1] == 2
                    || !convolution && (2 * (pad[0] + up) > kernel[0] || 2 * (pad[1] + up) > kernel[1])
                    ? null : compute(student().padding(pad[0] + up, pad[1] + up));
            case ONE_SLIP -> slip();
            case WRONG_SIZE -> CarelessStudent.stack(List.<double[][]>of(plane(truth().rows() + 1, truth().columns() + 2, 99)));
            default -> null;
        };
    }

    private Values slip() {
        double[] y = truth().toArray();
        y[random.nextInt(y.length)] += random.nextBoolean() ? 1 + random.nextInt(9) : -1 - random.nextInt(9);
        return Values.of(y, truth().dims());
    }

    private Values channelsApart() {
        List<double[][]> all = new ArrayList<>();
        for (int o = 0; o < w.size(); o++) {
            for (int c = 0; c < x.size(); c++) {
                double[][] part = student().corr(x.get(c), w.get(o).get(c));
                all.add(bias.length == 0 ? part : CarelessStudent.plus(part, bias[o]));
            }
        }
        return CarelessStudent.stack(all);
    }

    private Values firstChannel() {
        List<double[][]> all = new ArrayList<>();
        for (int o = 0; o < w.size(); o++) {
            double[][] part = student().corr(x.getFirst(), w.get(o).getFirst());
            all.add(bias.length == 0 ? part : CarelessStudent.plus(part, bias[o]));
        }
        return CarelessStudent.stack(all);
    }

    private Values firstPlane() {
        Values y = truth();
        return Values.of(Arrays.copyOf(y.toArray(), y.rows() * y.columns()), y.rows(), y.columns());
    }

    private Values averageWithPadding() {
        CarelessStudent s = student();
        s.padValue = 0;
        return CarelessStudent.stack(x.stream().map(p -> s.pool(p, kernel[0], kernel[1], Summaries.MEAN)).toList());
    }

    private Values maximum() {
        CarelessStudent s = student();
        s.padValue = Double.NaN;
        return CarelessStudent.stack(x.stream().map(p -> s.pool(p, kernel[0], kernel[1], Summaries.MAX)).toList());
    }

    private Values otherPadding(Misconception kind) {
        boolean asked = kind == (max || !countPad ? Misconception.PADDING_COUNTED : Misconception.PADDING_NOT_COUNTED);
        if (!asked || pad[0] + pad[1] == 0) {
            return null;
        }
        CarelessStudent s = student();
        s.padValue = kind == Misconception.PADDING_COUNTED ? 0 : Double.NaN;
        CarelessStudent.Summary summary = max ? Summaries.MAX : Summaries.MEAN;
        return CarelessStudent.stack(x.stream().map(p -> s.pool(p, kernel[0], kernel[1], summary)).toList());
    }

    private Values together() {
        Values y = truth();
        int plane = y.rows() * y.columns();
        double[] all = new double[plane];
        for (int i = 0; i < plane; i++) {
            int cell = i;
            DoubleStream numbers = java.util.stream.IntStream.range(0, x.size()).mapToDouble(c -> y.get(c * plane + cell));
            all[i] = max ? numbers.max().orElseThrow() : numbers.average().orElseThrow();
        }
        return Values.of(all, y.rows(), y.columns());
    }

    /** The two ways to summarise a window. */
    private static final class Summaries {
        static final CarelessStudent.Summary MAX = n -> DoubleStream.of(n).max().orElseThrow();
        static final CarelessStudent.Summary MEAN = n -> DoubleStream.of(n).average().orElseThrow();
    }
}
