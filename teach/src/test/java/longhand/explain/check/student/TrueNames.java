package longhand.explain.check.student;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a diagnosis must call each mistake for it to be found: patterns of the names of misconceptions. More than one
 * name is right where two mistakes are always the same thing.
 */
final class TrueNames {
    private static final String ALL = """
            kernel: rotated = kernel-flipped
            kernel: mirrored = kernel-mirrored
            kernel: upside down = kernel-mirrored
            kernel: transposed = kernel-transposed
            kernel: quarter turn = kernel-rotated
            kernel: signs dropped = kernel-signs-dropped
            kernel: one plane rotated = kernel-flipped
            kernel: one element forgotten = kernel-element-forgotten
            kernel: one number misread = number-misread
            kernel: one sign lost = number-misread|kernel-element-sign
            kernel: axes exchanged = kernel-axes-exchanged
            kernel: same plane for all inputs = same-kernel-plane
            kernel: same filter for all outputs = same-filter
            input: signs dropped = input-signs-dropped
            input: transposed = input-transposed
            input: mirrored = input-mirrored
            input: rotated = input-flipped
            input: one number misread = number-misread
            input: two channels exchanged = input-channels-(exchanged|reversed)
            input: same channel for all = same-input-plane
            input: ReLU before = input-relu
            stride: * = stride-.*|start-off-by-one
            dilation: * = dilation-.*
            size: * = last-window-missing|part-missing
            padding: * = padding-(?!ones|edge|reflected|wrapped|counted|not-counted).*
            border: ones = padding-ones
            border: edge = padding-edge
            border: reflect = padding-reflected
            border: wrap = padding-wrapped
            product: added = product-added
            product: signs dropped = product-signs-dropped
            product: first factor only = product-only-.*|(kernel|input)-ones
            product: second factor only = product-only-.*|(kernel|input)-ones|upstream-ignored
            product: subtracted = product-subtracted
            reduction: averaged = sum-averaged
            reduction: largest product = sum-maximum
            reduction: first forgotten = sum-first-forgotten|kernel-element-forgotten
            reduction: last forgotten = sum-last-forgotten|kernel-element-forgotten
            reduction: smallest product = sum-minimum
            channels: first only = only-first-channel
            channels: last only = only-last-channel
            channels: not summed = channels-not-summed
            channels: depthwise = depthwise
            channels: averaged = channels-averaged
            channels: maximum = channels-maximum
            channels: last forgotten = channel-forgotten
            bias: missing = bias-missing
            bias: subtracted = bias-subtracted
            bias: per product = bias-per-(product|channel)
            bias: twice = bias-(twice|per-channel|per-product)
            bias: first only = bias-first-only
            bias: after relu = bias-after-relu
            bias: per channel = bias-(twice|per-channel|per-product)
            bias: of the wrong channel = bias-(exchanged|reversed)
            bias: the same for all = bias-same
            bias: one misread = number-misread
            pooling: mean instead of maximum = average-instead-of-max
            pooling: maximum instead of mean = max-instead-of-average
            pooling: minimum = min-instead-of-.*
            pooling: sum = sum-instead-of-.*
            pooling: median = median
            pooling: middle of the range = middle-of-range
            pooling: geometric mean = geometric-mean
            pooling: first number = first-number
            pooling: padding counted the other way = padding-(not-)?counted|divided-wrongly
            pooling: window one larger = window-.*
            pooling: window exchanged = window-.*
            pooling: channels together = channels-pooled-together
            gradient: upstream ignored = upstream-ignored
            gradient: upstream rotated = upstream-flipped
            gradient: overwritten = gradient-overwritten
            gradient: averaged = sum-averaged|gradient-averaged
            gradient: first output channel only = only-one-output
            gradient: shared evenly = gradient-shared
            gradient: to all = gradient-to-all
            gradient: to the smallest = gradient-to-smallest
            gradient: to the last of equals = last-of-equals
            gradient: to the largest = gradient-to-largest
            gradient: whole gradient to each = gradient-to-all
            linear: weights transposed = weight-transposed
            linear: weight signs dropped = weight-signs-dropped
            linear: input signs dropped = input-signs-dropped
            linear: added instead of multiplied = product-added
            linear: first product forgotten = sum-first-forgotten|feature-forgotten
            linear: last product forgotten = sum-last-forgotten|feature-forgotten
            linear: averaged = sum-averaged|divided-by-samples
            linear: largest product = sum-maximum
            linear: bias missing = bias-missing
            linear: bias subtracted = bias-subtracted
            linear: bias per product = bias-(per-product|twice)
            linear: bias same = bias-same
            linear: bias of the sample = bias-of-sample
            linear: upstream ignored = upstream-ignored
            linear: one weight misread = number-misread
            linear: overwritten = gradient-overwritten|sum-last-only
            linear: upstream signs dropped = upstream-signs-dropped
            softmax: not divided = softmax-not-divided
            softmax: over columns = softmax-over-columns
            softmax: over all = softmax-over-all
            softmax: by the largest = softmax-by-largest
            softmax: without e = softmax-exp-missing
            softmax: 2 instead of e = softmax-power-of-2
            softmax: logit signs dropped = logits-signs-dropped
            softmax: base 10 = loss-log-10
            softmax: base 2 = loss-log-2
            softmax: sign missing = loss-sign|signs-changed|signs-dropped
            softmax: summed = loss-sum
            softmax: first sample only = loss-one-sample
            softmax: all classes = loss-all-classes
            softmax: no logarithm = loss-no-log
            softmax: classes from 1 = label-off-by-one
            softmax: the next class = label-off-by-one
            softmax: median loss = loss-median|loss-one-sample
            softmax: percent = percent
            softmax: whole percent = percent
            softmax: percent with one decimal = percent
            softmax: rounded early = softmax-rounded-early
            softmax: 1 not subtracted = gradient-one-missing
            softmax: sign of the gradient = gradient-sign|signs-changed
            softmax: gradient not averaged = gradient-not-averaged
            sgd: uphill = step-uphill
            sgd: learning rate ignored = step-rate-ignored
            sgd: learning rate ten times = rate-decimal-point
            sgd: only the step = step-only-step
            sgd: gradient signs dropped = gradient-signs-dropped
            sgd: momentum ignored = momentum-ignored
            sgd: velocity not multiplied = momentum-not-used
            sgd: dampened = momentum-dampened
            sgd: decay ignored = decay-ignored
            sgd: decay subtracted = decay-subtracted
            sgd: step twice = step-twice
            layout: by columns = answer-by-columns
            layout: * = answer-.*|rows-and-columns-swapped|numbers-exchanged
            planes: first only = only-first-output
            planes: exchanged = output-channels-(exchanged|reversed)|answer-flipped
            planes: added up = outputs-summed
            planes: one wrong = answer-.*|numbers-exchanged
            moved: one left out = number-left-out
            moved: one twice = number-twice
            numbers: signs dropped = signs-dropped
            numbers: signs changed = signs-changed|.*-negated
            numbers: ReLU = relu-applied
            numbers: rounded to one decimal = rounded
            numbers: rounded to whole numbers = rounded
            numbers: truncated = truncated|rounded-(down|up)
            numbers: truncated to one decimal = truncated
            numbers: decimal point = decimal-point
            output size: 1 not added = size-plus-one-forgotten
            output size: padding on one side = size-padding-once
            output size: padding ignored = size-padding-ignored
            output size: rounded up = size-rounding
            output size: not rounded = size-not-rounded
            output size: stride ignored = size-stride-ignored|stride-ignored
            output size: dilation ignored = size-dilation-ignored
            output size: kernel times dilation = size-reach
            output size: kernel not subtracted = size-kernel-ignored
            output size: 1 too many = size-plus-one-twice
            output size: kernel minus one = size-reach
            parameters: input channels ignored = parameters-input-channels-ignored
            parameters: output channels ignored = parameters-output-channels-ignored
            parameters: one side of the kernel = parameters-kernel-side
            parameters: kernel ignored = parameters-kernel-ignored
            parameters: channels added = parameters-channels-added
            parameters: biases ignored = parameters-bias-ignored
            parameters: bias for each input = parameters-bias-of-input
            parameters: one bias = parameters-bias-once
            parameters: bias for each plane = parameters-bias-per-plane
            parameters: bias for each weight = parameters-(bias-per-weight|weights-doubled)
            parameters: biases where there are none = bias-counted
            receptive field: strides ignored = field-strides-ignored|stride-ignored
            receptive field: whole kernel = field-kernel-not-less-one
            receptive field: own stride = field-own-stride
            receptive field: dilation ignored = field-dilation-ignored
            receptive field: last window only = field-last-only|only-last-layer
            receptive field: kernels multiplied = field-kernels-multiplied
            receptive field: strides added = field-strides-added
            receptive field: stride of the layer before = field-last-stride
            receptive field: starts from 0 = field-start
            layers: one forgotten = layer-forgotten|poolings-forgotten|only-last-layer
            layers: reversed = layers-reversed
            layers: only the last = only-last-layer|layer-forgotten|poolings-forgotten
            layers: poolings forgotten = poolings-forgotten|layer-forgotten|only-last-layer
            layers: kernel exchanged = kernel-exchanged
            layers: stride exchanged = stride-exchanged
            layers: window as stride = stride-of-window
            """;
    private static final Map<String, Pattern> NAMES = ALL.lines().map(l -> l.split(" = ", 2))
            .collect(Collectors.toMap(l -> l[0], l -> Pattern.compile(l[1]), (a, b) -> a, HashMap::new));

    private TrueNames() {}

    /** What one of a finding's misconceptions must be called. */
    static Pattern of(Blunder b) {
        Pattern own = NAMES.get(b.toString());
        Pattern pattern = own == null ? NAMES.get(b.family() + ": *") : own;
        if (pattern == null) {
            throw new IllegalStateException("the mistake '" + b + "' has no name here");
        }
        return pattern;
    }
}
