package longhand.explain;

import java.util.ArrayList;
import java.util.List;

/** Puts a 1×1 convolution into words as a matrix product, with the images that its matrices stand for. */
final class PointwiseExplainer {
    private final Values image;
    private final Operand kernel;
    private final Operand matrix;
    private final Values upstream;

    /**
     * @param image C × H × W
     * @param kernel O × C
     */
    PointwiseExplainer(Values image, Values kernel, Values upstream) {
        this.image = image;
        this.kernel = Operand.of("W", "kernel, O × C", kernel);
        this.matrix = Operand.of("X", "input, one row per channel, one column per pixel",
                image.reshape(image.dim(0), image.rows() * image.columns()));
        this.upstream = upstream;
    }

    Explanation explain() {
        Explanation product = new ProductExplainer(kernel, matrix, false, Explain.NONE, upstream).explain(
                "1×1 convolution as a matrix product",
                "row o of W times column p of X gives pixel p of output channel o", List.of(),
                Setup.of("conv1x1").with("x", image).with("w", kernel.values()));
        Values output = product.result().reshape(kernel.values().rows(), image.rows(), image.columns());
        List<String> facts = List.of(
                "pixel p stands at row p / " + image.columns() + ", column p % " + image.columns() + " of the image",
                "the output as an image, one plane for each output channel: " + output);
        List<Operand> operands = new ArrayList<>(product.operands());
        operands.addFirst(Operand.of("image", "the input, one plane for each channel", image));
        return new Explanation(product.title(), product.rule(), facts, operands, product.views(),
                product.setup());
    }
}
