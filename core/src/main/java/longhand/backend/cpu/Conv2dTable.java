package longhand.backend.cpu;

import static longhand.backend.cpu.Conv2dAlgorithm.DEPTHWISE;
import static longhand.backend.cpu.Conv2dAlgorithm.IM2COL;
import static longhand.backend.cpu.Conv2dAlgorithm.IMAGES_LAST;
import static longhand.backend.cpu.Conv2dAlgorithm.SHIFTED_IMAGES;
import static longhand.backend.cpu.Conv2dAlgorithm.WINOGRAD;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import longhand.backend.cpu.conv2d.Conv2dDepthwise;
import longhand.backend.cpu.conv2d.RotatedKernel;
import longhand.shape.Conv2dShape;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * The table that chooses the algorithm of a convolution. The first line whose condition holds decides. The numbers were
 * chosen by measuring.
 *
 * <p>Two algorithms have numbers in a tile, or between rows, that no output needs. If one of those is NaN or ∞, they
 * say so, and the next algorithm of the table that does not mix them computes everything again.
 */
final class Conv2dTable {
    /** With fewer, the transforms take longer than the multiplications that they save. */
    private static final int FEWEST_CHANNELS = 16;
    private static final int FEWEST_PAIRS_OF_CHANNELS = 512;
    /** A 3 × 3 kernel saves less: 4 multiplications become 1, not 6.25. */
    private static final int FEWEST_OUTPUTS_3X3 = 24;
    private static final int FEWEST_CHANNELS_OF_GRADIENT_3X3 = 32;
    /** With fewer, transforming the weights costs more than it saves. */
    private static final int FEWEST_POSITIONS = 48;
    /** So many weights come from beyond the second-level cache: each time, in an order that suits the transform. */
    private static final int LARGE_WEIGHTS = 400_000;
    private static final int FEWEST_POSITIONS_OF_LARGE_WEIGHTS = 96;
    private static final int FEWEST_POSITIONS_OF_GRADIENT = 256;
    /** With fewer positions, the rows that one thread gets do not fill vectors. */
    private static final int FEWEST_SHIFTED = 128;
    private static final int MOST_WEIGHTS = 2_000;
    private static final int MOST_WEIGHTS_OF_GRADIENT = 500;
    private static final int FEW_OUTPUTS = 16;
    /** With at most so many output positions, most of a Winograd tile is computed in vain. */
    private static final int FEW_FOR_TILES = 4;
    /** A 1 × 1 kernel has no patches to make, so an image with more positions is better read where it is. */
    private static final int FEW_FOR_ONE_PIXEL = 9;
    private static final int FEW_POSITIONS = 25;
    private static final int FEW_POSITIONS_OF_GRADIENT = 49;
    private static final int FEW_POSITIONS_OF_NO_CONVOLUTION = 256;

    private static final String DEPTHWISE_REASON = "each channel is convolved by itself";
    private static final Line OWN_CHANNEL = new Line(DEPTHWISE, Conv2dDepthwise::suits, DEPTHWISE_REASON);
    private static final Line FEW_OUTPUT_CHANNELS = new Line(SHIFTED_IMAGES,
            s -> hasWindow(s) && s.outChannelsPerGroup() <= FEW_OUTPUTS,
            "at most " + FEW_OUTPUTS + " output channels: too few to make patches worth their making");
    private static final Line POINTWISE = new Line(IM2COL, Conv2dShape::isPointwise,
            "1 × 1 with stride 1: the image is the patch matrix, nothing is copied");
    private static final Line ONE_PIXEL = new Line(IM2COL, s -> !hasWindow(s),
            "1 × 1 with stride or padding: patches are no larger than the output");

    private static final Line ONE_IMAGE_LARGE_WEIGHTS = new Line(IM2COL,
            s -> hasWinogradTiles(s, FEWEST_CHANNELS, FEWEST_OUTPUTS_3X3) && s.weightLength() >= LARGE_WEIGHTS
                    && s.batch() == 1 && s.output().area() < FEWEST_POSITIONS_OF_LARGE_WEIGHTS,
            "one image of fewer than " + FEWEST_POSITIONS_OF_LARGE_WEIGHTS + " positions, and " + LARGE_WEIGHTS
                    + " weights or more: transforming these costs more than it saves");

    /** For dx as a convolution of dy with the rotated kernel, whose weights need another order anyhow. */
    private static final List<Line> ROTATED = List.of(
            OWN_CHANNEL,
            imagesLast(FEW_FOR_TILES),
            winograd(FEWEST_POSITIONS, FEWEST_CHANNELS, FEWEST_OUTPUTS_3X3),
            imagesLast(FEW_POSITIONS),
            new Line(SHIFTED_IMAGES, s -> hasWindow(s) && s.weightsPerOutput() <= MOST_WEIGHTS
                    && s.batch() * s.output().area() >= FEWEST_SHIFTED,
                    "at most " + MOST_WEIGHTS + " weights per output: making patches would cost more than it saves"),
            FEW_OUTPUT_CHANNELS, POINTWISE, ONE_PIXEL,
            new Line(IM2COL, s -> true,
                    "more than " + MOST_WEIGHTS + " weights per output: packed patches stay in the first-level cache"));

    private static final List<Line> FORWARD = Stream.concat(Stream.of(ONE_IMAGE_LARGE_WEIGHTS), ROTATED.stream())
            .toList();

    private static final List<Line> FORWARD_WITHOUT_TILES = FORWARD.stream()
            .filter(line -> line.algorithm != WINOGRAD).toList();

    private static final List<Line> WEIGHT_GRADIENT = List.of(
            OWN_CHANNEL,
            imagesLast(FEW_FOR_TILES),
            new Line(IMAGES_LAST, s -> isFew(s, FEW_FOR_ONE_PIXEL) && s.weightsPerOutput() > MOST_WEIGHTS,
                    "at most " + FEW_FOR_ONE_PIXEL + " output positions and more than " + MOST_WEIGHTS
                    + " weights per output: transforming the gradients costs more than it saves"),
            winograd(FEWEST_POSITIONS_OF_GRADIENT, FEWEST_CHANNELS_OF_GRADIENT_3X3, FEWEST_CHANNELS_OF_GRADIENT_3X3),
            imagesLast(FEW_POSITIONS_OF_GRADIENT),
            new Line(SHIFTED_IMAGES, s -> hasWindow(s) && s.weightsPerOutput() <= MOST_WEIGHTS_OF_GRADIENT,
                    "at most " + MOST_WEIGHTS_OF_GRADIENT
                    + " weights per output: making patches would cost more than it saves"),
            FEW_OUTPUT_CHANNELS, POINTWISE, ONE_PIXEL,
            new Line(IM2COL, s -> true, "more than " + MOST_WEIGHTS_OF_GRADIENT
            + " weights per output: packed patches pay"));

    /** If none of these holds, dx is a convolution of dy, for which {@link #ROTATED} decides. */
    private static final List<Line> INPUT_GRADIENT = List.of(
            new Line(DEPTHWISE, Conv2dDepthwise::suitsInputGradient, DEPTHWISE_REASON),
            imagesLast(FEW_FOR_TILES),
            new Line(IMAGES_LAST, s -> hasWindow(s) && isFew(s, FEW_POSITIONS_OF_NO_CONVOLUTION)
                    && (isStrided(s) || !RotatedKernel.exists(s) || isMuchLarger(s)),
                    "at most " + FEW_POSITIONS_OF_NO_CONVOLUTION + " output positions, and the gradient is no "
                    + "convolution of dy or would compute many pixels in vain"),
            new Line(SHIFTED_IMAGES, Conv2dTable::isStrided, "stride over 1: the gradient is no convolution of dy"),
            new Line(SHIFTED_IMAGES, s -> !RotatedKernel.exists(s),
                    "more padding than the kernel reaches: the gradient is no convolution of dy"),
            new Line(SHIFTED_IMAGES, Conv2dTable::isMuchLarger,
                    "the input is 1.5 times as large as the output: a convolution would compute all its pixels"),
            new Line(IMAGES_LAST, s -> hasWindow(s) && isFew(s, FEW_POSITIONS)
                    && first(ROTATED, RotatedKernel.shape(s)).algorithm != WINOGRAD, few(FEW_POSITIONS)));

    private Conv2dTable() {}

    private record Line(Conv2dAlgorithm algorithm, Predicate<Conv2dShape> condition, Conv2dChoice choice,
            Conv2dChoice rotated) {
        Line(Conv2dAlgorithm algorithm, Predicate<Conv2dShape> condition, String reason) {
            this(algorithm, condition, new Conv2dChoice(algorithm, false, reason),
                    new Conv2dChoice(algorithm, true, reason));
        }
    }

    static Conv2dChoice forward(Conv2dShape s) {
        return first(FORWARD, s).choice;
    }

    /** What computes y if Winograd's tiles cannot: each output from the products that belong to it, and no others. */
    static Conv2dAlgorithm forwardWithoutTiles(Conv2dShape s) {
        return first(FORWARD_WITHOUT_TILES, s).algorithm;
    }

    static Conv2dChoice inputGradient(Conv2dShape s) {
        for (Line line : INPUT_GRADIENT) {
            if (line.condition.test(s)) {
                return line.choice;
            }
        }
        return first(ROTATED, RotatedKernel.shape(s)).rotated;
    }

    static Conv2dChoice weightGradient(Conv2dShape s) {
        return first(WEIGHT_GRADIENT, s).choice;
    }

    private static Line first(List<Line> lines, Conv2dShape s) {
        for (Line line : lines) {
            if (line.condition.test(s)) {
                return line;
            }
        }
        throw new IllegalStateException("the last line of the table holds for every shape");
    }

    private static Line winograd(int fewestPositions, int fewestInputs3x3, int fewestOutputs3x3) {
        return new Line(WINOGRAD, s -> hasWinogradTiles(s, fewestInputs3x3, fewestOutputs3x3)
                && s.batch() * s.output().area() >= fewestPositions,
                "3 × 3 with at least " + fewestInputs3x3 + " inputs and " + fewestOutputs3x3 + " outputs, or 5 × 5 with "
                        + FEWEST_CHANNELS + ", " + FEWEST_PAIRS_OF_CHANNELS + " pairs of them and " + fewestPositions
                        + " positions, stride 1: 4 or 6.25 times fewer multiplications");
    }

    private static boolean hasWinogradTiles(Conv2dShape s, int fewestInputs3x3, int fewestOutputs3x3) {
        Window2d w = s.window();
        Size2d one = Size2d.square(1);
        boolean is3x3 = w.kernel().equals(Size2d.square(3));
        return (is3x3 || w.kernel().equals(Size2d.square(5))) && everyOutputMeetsPixels(w)
                && w.stride().equals(one) && w.dilation().equals(one) && s.groups() == 1
                && s.inChannels() >= (is3x3 ? fewestInputs3x3 : FEWEST_CHANNELS)
                && s.outChannels() >= (is3x3 ? fewestOutputs3x3 : FEWEST_CHANNELS)
                && s.inChannels() * s.outChannels() >= FEWEST_PAIRS_OF_CHANNELS;
    }

    /** Else some outputs are exactly 0, or the bias; the rounding errors of their tile would be all that they hold. */
    private static boolean everyOutputMeetsPixels(Window2d w) {
        return w.padding().h() < w.kernel().h() && w.padding().w() < w.kernel().w();
    }

    private static Line imagesLast(int mostPositions) {
        return new Line(IMAGES_LAST, s -> isFew(s, hasWindow(s) ? mostPositions : FEW_FOR_ONE_PIXEL),
                few(mostPositions));
    }

    private static String few(int mostPositions) {
        return "at most " + mostPositions + " output positions (" + FEW_FOR_ONE_PIXEL
                + " of 1 × 1 kernels): one image alone would fill no tile";
    }

    private static boolean isFew(Conv2dShape s, int mostPositions) {
        return s.batch() > 1 && s.output().area() <= mostPositions;
    }

    private static boolean isStrided(Conv2dShape s) {
        return !s.window().stride().equals(Size2d.square(1));
    }

    private static boolean isMuchLarger(Conv2dShape s) {
        return 2L * s.input().area() >= 3L * s.output().area();
    }

    /** Whether outputs see more than one pixel. */
    private static boolean hasWindow(Conv2dShape s) {
        return s.window().kernel().area() > 1;
    }
}
