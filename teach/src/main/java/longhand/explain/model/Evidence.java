package longhand.explain.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import longhand.tensor.Tensor;

/**
 * Where on the picture the evidence for a class lies.
 *
 * @param title the kind of map and the class
 * @param about how it is computed, in a sentence
 * @param map rows × columns of the picture, 0 to 1
 */
record Evidence(String title, String about, float[][] map) {

    /**
     * Grad-CAM (R. Selvaraju et al. 2017, "Grad-CAM: Visual Explanations from Deep Networks via Gradient-based
     * Localization"): the last maps larger than 1 × 1, each weighted by the mean of its gradient, added up, negative
     * sums cut. Needs no global average pooling.
     */
    static Optional<Tensor> gradCam(Trace trace) {
        Optional<Tensor> last = trace.stages().stream().map(Trace.Stage::output)
                .filter(y -> y.rank() == 4 && y.size(2) * y.size(3) > 1).reduce((a, b) -> b);
        return last.map(y -> {
            Tensor weights = Trace.gradient(y).mean(2, 3).select(0, 0).reshape(y.size(1), 1, 1);
            return y.detach().select(0, 0).mul(weights).sum(0).relu();
        });
    }

    /** Saliency (K. Simonyan et al. 2013, "Deep Inside Convolutional Networks"): the largest |gradient| of a pixel. */
    static Tensor saliency(Trace trace) {
        return Trace.gradient(trace.image()).abs().select(0, 0).max(0, false);
    }

    /** The maps of the class of a trace that can be drawn, the most telling first. */
    static List<Evidence> of(Trace trace, Prediction of, Optional<ActivationMap> cam) {
        List<Evidence> all = new ArrayList<>();
        cam.map(ActivationMap::map).filter(map -> map.numel() > 1).ifPresent(map -> all.add(spread(trace, of,
                "class activation map", "the last maps, mixed with the weights of the class", map)));
        gradCam(trace).ifPresent(map -> all.add(spread(trace, of, "Grad-CAM", "the last maps larger than one number ("
                + map.size(0) + " × " + map.size(1) + "), each weighted by its mean gradient", map)));
        all.add(spread(trace, of, "saliency", "the size of the gradient of the score at each pixel", saliency(trace)));
        return all;
    }

    private static Evidence spread(Trace trace, Prediction of, String kind, String about, Tensor map) {
        float[][] over = new ActivationMap(of.index(), of.name(), of.probability(), map).spread(trace.image().size(2),
                trace.image().size(3));
        return new Evidence(kind + ": " + of.name(), about, over);
    }
}
