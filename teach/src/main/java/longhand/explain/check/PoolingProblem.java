package longhand.explain.check;

import longhand.explain.Explain;
import longhand.explain.Explanation;
import longhand.explain.PaperPooling;
import longhand.explain.Values;
import longhand.explain.ViewNames;
import longhand.explain.computation.Border;
import longhand.explain.computation.Channels;
import longhand.explain.computation.Given;
import longhand.explain.computation.Planes;
import longhand.explain.computation.Pooling;
import longhand.explain.computation.Reduction;
import longhand.explain.computation.Share;
import longhand.explain.computation.Walk;
import longhand.explain.mistake.Model;
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
    public SizeWorking size() {
        return view.equals(ViewNames.FORWARD) ? SizeWorking.ofWindow(pool.window(), pool.input())
                : SizeWorking.like("dX", "X");
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
    public Model<Pooling> model() {
        boolean forward = view.equals(ViewNames.FORWARD);
        int channels = pool.x().dim(0);
        int[] out = {channels, pool.output().h(), pool.output().w()};
        Values given = upstream.size() == 0 ? Values.filled(1, out) : upstream.reshape(out);
        Border border = !pool.max() && pool.countIncludePad() ? Border.ZERO : Border.LEFT_OUT;
        Walk walk = Walk.of(pool.window(), pool.x().rows(), pool.x().columns(), border);
        Reduction reduction = !forward ? Reduction.SUM : pool.max() ? Reduction.MAX : Reduction.MEAN;
        return Model.of(new Pooling(view, new Given(Planes.of(pool.x()), Planes.NONE, Planes.NONE, Planes.of(given)),
                walk, Channels.single(channels), reduction, Reduction.FIRST,
                pool.max() ? Share.FIRST_LARGEST : Share.EVEN), pool.max());
    }
}
