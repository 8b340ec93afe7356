package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.PaperPooling;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.shape.Size2d;
import longhand.shape.Window2d;

/**
 * A pooling, or its gradient, to be worked out by hand.
 *
 * @param upstream the gradient of the loss by the output, or {@link Explain#NONE} for ones
 * @param view what is asked for, as in {@link ViewNames}
 */
public record PoolingProblem(PaperPooling pool, Values upstream, String view) implements Problem {

    /** The output of a pooling of H × W or C × H × W. */
    public static PoolingProblem of(Values x, Window2d window, boolean max, boolean countIncludePad) {
        return of(PaperPooling.of(x, window, max, countIncludePad), Explain.NONE, ViewNames.FORWARD);
    }

    /** A view of a pooling. */
    public static PoolingProblem of(PaperPooling pool, Values upstream, String view) {
        PoolingProblem problem = new PoolingProblem(pool, upstream, ViewNames.of(view));
        problem.asked();
        return problem;
    }

    @Override
    public String operation() {
        return pool.max() ? "maxpool" : "avgpool";
    }

    @Override
    public Values truth() {
        return view.equals(ViewNames.FORWARD) ? pool.result() : asked().target().values();
    }

    @Override
    public double magnitude() {
        return Arrays.stream(pool.x().toArray()).map(Math::abs).max().orElse(0);
    }

    @Override
    public String sizeWorking() {
        return view.equals(ViewNames.FORWARD) ? pool.window().outputWorking(pool.input())
                : "dX has one number for each number of X";
    }

    @Override
    public Explanation explanation() {
        Values x = pool.outDims().length == 2 ? pool.x().reshape(pool.x().rows(), pool.x().columns()) : pool.x();
        return pool.max() ? Explain.maxPool2d(x, pool.window(), upstream)
                : Explain.avgPool2d(x, pool.window(), pool.countIncludePad(), upstream);
    }

    @Override
    public String question() {
        Size2d kernel = pool.window().kernel();
        boolean padded = !pool.window().padding().equals(Size2d.square(0));
        String padding = !padded || pool.max() ? "" : pool.countIncludePad() ? "; the padding counts as 0"
                : "; the padding is left out";
        return Questions.ask(view, "the " + (pool.max() ? "maximum" : "average") + " pooling of X with a window of "
                + kernel.h() + " × " + kernel.w() + Questions.settings(pool.window()) + padding);
    }

    @Override
    public List<Mistake> mistakes() {
        List<Mistake> all = new ArrayList<>();
        if (pool.max()) {
            all.add(Mistake.of(Misconception.AVERAGE_INSTEAD_OF_MAX, with(pool.window(), false, true).result()));
        } else {
            all.add(Mistake.of(Misconception.MAX_INSTEAD_OF_AVERAGE, with(pool.window(), true, true).result()));
            all.add(Mistake.of(Misconception.SUM_INSTEAD_OF_AVERAGE, sums()));
        }
        if (!pool.window().padding().equals(Size2d.square(0))) {
            all.add(paddingMistake());
        }
        all.add(Mistake.of(Misconception.ROWS_AND_COLUMNS_SWAPPED, truth().transposed()));
        WindowMistakes.of(pool.window(), this::fits, window -> with(window, pool.max(), pool.countIncludePad()).result(), all);
        strideOfWindow(all);
        channelMistakes(all);
        return all;
    }

    private boolean fits(Window2d window) {
        return PaperPooling.paddingFits(window) && WindowMistakes.fits(window, pool.input());
    }

    private PaperPooling with(Window2d window, boolean max, boolean countIncludePad) {
        Size2d out = window.output(operation(), pool.input());
        int[] dims = pool.outDims().clone();
        dims[dims.length - 2] = out.h();
        dims[dims.length - 1] = out.w();
        return new PaperPooling(pool.x(), window, max, countIncludePad, dims);
    }

    private Values sums() {
        double[] y = truth().toArray();
        for (int i = 0; i < y.length; i++) {
            y[i] *= pool.divisor(i / pool.output().w() % pool.output().h(), i % pool.output().w());
        }
        return Values.of(y, pool.outDims());
    }

    private Mistake paddingMistake() {
        if (!pool.max()) {
            return Mistake.of(pool.countIncludePad() ? Misconception.PADDING_NOT_COUNTED : Misconception.PADDING_COUNTED,
                    with(pool.window(), false, !pool.countIncludePad()).result());
        }
        double[] y = truth().toArray();
        int kernel = pool.window().kernel().h() * pool.window().kernel().w();
        for (int i = 0; i < y.length; i++) {
            boolean padded = pool.pixels(i / pool.output().w() % pool.output().h(), i % pool.output().w()).size() < kernel;
            y[i] = padded ? Math.max(0, y[i]) : y[i];
        }
        return new Mistake(Misconception.PADDING_COUNTED, Misconception.PADDING_COUNTED.sentence()
                + ": a maximum never takes the 0 of the padding", Values.of(y, pool.outDims()));
    }

    private void strideOfWindow(List<Mistake> all) {
        Size2d kernel = pool.window().kernel();
        Size2d s = pool.window().stride();
        boolean likeOffByOne = Math.abs(kernel.h() - s.h()) <= 1 && Math.abs(kernel.w() - s.w()) <= 1;
        if (!likeOffByOne) {
            all.add(Mistake.of(Misconception.STRIDE_OF_WINDOW,
                    with(pool.window().stride(kernel.h(), kernel.w()), pool.max(), pool.countIncludePad()).result()));
        }
    }

    private void channelMistakes(List<Mistake> all) {
        int channels = pool.x().dim(0);
        if (channels < 2) {
            return;
        }
        Size2d out = pool.output();
        int plane = out.h() * out.w();
        double[] y = truth().toArray();
        all.add(Mistake.of(Misconception.ONLY_FIRST_CHANNEL, Values.of(Arrays.copyOf(y, plane), out.h(), out.w())));
        DoubleBinaryOperator join = pool.max() ? Math::max : Double::sum;
        double[] together = Arrays.copyOf(y, plane);
        for (int i = plane; i < y.length; i++) {
            together[i % plane] = join.applyAsDouble(together[i % plane], y[i]);
        }
        double share = pool.max() ? 1 : 1.0 / channels;
        all.add(Mistake.of(Misconception.CHANNELS_POOLED_TOGETHER,
                Values.of(Arrays.stream(together).map(v -> v * share).toArray(), out.h(), out.w())));
    }
}
