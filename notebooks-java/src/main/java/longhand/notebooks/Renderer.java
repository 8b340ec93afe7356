package longhand.notebooks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import longhand.explain.Explanation;
import longhand.explain.graph.Graph;
import longhand.tensor.Tensor;
import org.knowm.xchart.internal.chartpart.Chart;

/** Gives any value its forms for display. The plain text is always there. */
final class Renderer {
    private static final int EXPLANATION_HEIGHT = 620;

    private Renderer() {
    }

    static MimeBundle render(Object value) {
        return switch (value) {
            case null -> MimeBundle.text("null");
            case MimeBundle bundle -> bundle;
            case Tensor tensor -> tensor(tensor);
            case Html html -> MimeBundle.of(Map.of(MimeBundle.TEXT, html.plain(), MimeBundle.HTML, html.html()));
            case Graph graph -> MimeBundle.of(Map.of(MimeBundle.TEXT, graph.toString(), MimeBundle.HTML, graph.svg()));
            case Explanation explanation ->
                    render(Html.page(explanation.html(), explanation.text(), EXPLANATION_HEIGHT));
            case BufferedImage image -> picture(image,
                    "picture of %d × %d pixels".formatted(image.getWidth(), image.getHeight()));
            case Chart<?, ?> chart -> picture(Charts.draw(chart), Charts.describe(chart))
                    .withMachineDependent(MimeBundle.PNG);
            case Object[] array -> MimeBundle.text(Arrays.deepToString(array));
            case float[] array -> MimeBundle.text(Arrays.toString(array));
            case int[] array -> MimeBundle.text(Arrays.toString(array));
            case double[] array -> MimeBundle.text(Arrays.toString(array));
            case long[] array -> MimeBundle.text(Arrays.toString(array));
            case boolean[] array -> MimeBundle.text(Arrays.toString(array));
            default -> MimeBundle.text(String.valueOf(value));
        };
    }

    private static MimeBundle tensor(Tensor tensor) {
        return TensorTable.suits(tensor)
                ? MimeBundle.of(Map.of(MimeBundle.TEXT, tensor.toString(), MimeBundle.HTML, TensorTable.html(tensor)))
                : MimeBundle.text(tensor.toString());
    }

    private static MimeBundle picture(BufferedImage image, String plain) {
        return MimeBundle.of(Map.of(MimeBundle.TEXT, plain, MimeBundle.PNG,
                Base64.getEncoder().encodeToString(png(image))));
    }

    private static byte[] png(BufferedImage image) {
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("could not encode a picture as PNG", e);
        }
        return bytes.toByteArray();
    }
}
