package longhand.tensor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Prints a tensor to the letter as PyTorch does ({@code torch._tensor_str}, default options): 4 digits, integers as
 * {@code 19.}, scientific notation when magnitudes differ by more than 1,000, lines of 80 characters, and above 1,000
 * elements only the first and last three of each dimension.
 */
final class TensorPrinter {
    private static final int LINE_WIDTH = 80;
    private static final int EDGE_ITEMS = 3;
    private static final int SUMMARISE_ABOVE = 1000;
    private static final int DIGITS = 4;
    private static final String PREFIX = "tensor(";

    private final Tensor tensor;
    private final float[] values;
    private final int[] strides;
    private final boolean summarise;
    private final NumberFormat format;

    private TensorPrinter(Tensor tensor) {
        this.tensor = tensor;
        this.values = tensor.storage().array();
        this.strides = tensor.shape().strides();
        this.summarise = tensor.numel() > SUMMARISE_ABOVE;
        List<Float> shown = new ArrayList<>();
        collectShown(0, 0, shown);
        this.format = NumberFormat.fitting(shown);
    }

    static String print(Tensor tensor) {
        if (tensor.numel() == 0) {
            String size = tensor.rank() == 1 ? ""
                    : ", size=" + tensor.shape().toString().replace('[', '(').replace(']', ')');
            return withOrigin(PREFIX + "[]" + size, tensor);
        }
        return withOrigin(PREFIX + new TensorPrinter(tensor).render(0, 0, PREFIX.length()), tensor);
    }

    private static String withOrigin(String body, Tensor tensor) {
        if (!tensor.requiresGrad()) {
            return body + ")";
        }
        String suffix = tensor.isLeaf() ? "requires_grad=True" : "grad_fn=<" + tensor.node().displayName() + ">";
        int lastLine = body.length() - body.lastIndexOf('\n') + 1;
        String glue = lastLine + suffix.length() + 2 > LINE_WIDTH ? ",\n" + " ".repeat(PREFIX.length()) : ", ";
        return body + glue + suffix + ")";
    }

    private void collectShown(int dim, int offset, List<Float> shown) {
        if (dim == tensor.rank()) {
            shown.add(values[offset]);
            return;
        }
        for (int i : shownIndices(dim)) {
            if (i >= 0) {
                collectShown(dim + 1, offset + i * strides[dim], shown);
            }
        }
    }

    /** The indices printed along a dimension; −1 stands for the dots. */
    private int[] shownIndices(int dim) {
        int n = tensor.size(dim);
        if (!summarise || n <= 2 * EDGE_ITEMS) {
            return IntStream.range(0, n).toArray();
        }
        return IntStream.rangeClosed(0, 2 * EDGE_ITEMS)
                .map(i -> i < EDGE_ITEMS ? i : i == EDGE_ITEMS ? -1 : n - 2 * EDGE_ITEMS - 1 + i).toArray();
    }

    private String render(int dim, int offset, int indent) {
        int rank = tensor.rank();
        if (dim == rank) {
            return format.apply(values[offset]);
        }
        List<String> parts = new ArrayList<>();
        for (int i : shownIndices(dim)) {
            String dots = dim == rank - 1 ? " ..." : "...";
            parts.add(i < 0 ? dots : render(dim + 1, offset + i * strides[dim], indent + 1));
        }
        if (dim == rank - 1) {
            return "[" + wrap(parts, indent) + "]";
        }
        String newlines = "\n".repeat(rank - dim - 1);
        return "[" + String.join("," + newlines + " ".repeat(indent + 1), parts) + "]";
    }

    private String wrap(List<String> numbers, int indent) {
        int perLine = Math.max(1, (LINE_WIDTH - indent) / (format.width() + 2));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += perLine) {
            lines.add(String.join(", ", numbers.subList(i, Math.min(i + perLine, numbers.size()))));
        }
        return String.join(",\n" + " ".repeat(indent + 1), lines);
    }

    /** One number format for the whole tensor: how, and how wide. */
    private record NumberFormat(Style style, int width) {
        private enum Style {
            INTEGER,
            FIXED,
            SCIENTIFIC
        }

        static NumberFormat fitting(List<Float> shown) {
            List<Float> finite = shown.stream().filter(v -> Float.isFinite(v) && v != 0).toList();
            if (finite.isEmpty()) {
                return new NumberFormat(Style.INTEGER, 1);
            }
            double max = finite.stream().mapToDouble(Math::abs).max().orElseThrow();
            double min = finite.stream().mapToDouble(Math::abs).min().orElseThrow();
            boolean integers = finite.stream().allMatch(v -> v == Math.ceil(v));
            boolean scientific = max / min > 1000 || max > 1e8 || !integers && min < 1e-4;
            Style style = scientific ? Style.SCIENTIFIC : integers ? Style.INTEGER : Style.FIXED;
            NumberFormat unpadded = new NumberFormat(style, 0);
            return new NumberFormat(style, finite.stream().mapToInt(v -> unpadded.apply(v).length()).max().orElse(1));
        }

        String apply(float value) {
            String text = Float.isFinite(value) ? finite(value) : Float.isNaN(value) ? "nan" : value > 0 ? "inf"
                    : "-inf";
            return " ".repeat(Math.max(0, width - text.length())) + text;
        }

        private String finite(float value) {
            return switch (style) {
                case INTEGER -> String.format(Locale.ROOT, "%.0f.", value);
                case FIXED -> rounded("%.4f", value, exact -> exact.setScale(DIGITS, RoundingMode.HALF_EVEN));
                case SCIENTIFIC -> rounded("%.4e", value,
                        exact -> exact.round(new MathContext(DIGITS + 1, RoundingMode.HALF_EVEN)));
            };
        }

        /** Of two numbers that are equally near, Python takes the even one; Java would take the larger one. */
        private static String rounded(String pattern, float value, UnaryOperator<BigDecimal> rounding) {
            String digits = String.format(Locale.ROOT, pattern, rounding.apply(new BigDecimal(Math.abs(value))));
            return (Math.copySign(1, value) < 0 ? "-" : "") + digits;
        }
    }
}
