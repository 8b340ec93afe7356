package longhand.notebooks;

import java.util.Arrays;
import java.util.stream.IntStream;
import longhand.tensor.Tensor;

/** A small tensor as HTML: one table for each matrix in it, the numbers as {@code toString} prints them. */
final class TensorTable {
    private static final int MOST_NUMBERS = 400;
    private static final int LONGEST_ROW = 20;
    private static final int MOST_MATRICES = 16;
    private static final String CELL =
            "<td style=\"border:1px solid #bbb;padding:2px 8px;text-align:right;font-family:monospace\">";

    private final Tensor tensor;
    private final String[] numbers;
    private final int rows;
    private final int columns;

    private TensorTable(Tensor tensor) {
        this.tensor = tensor;
        String printed = tensor.detach().toString();
        this.numbers = printed.substring("tensor(".length(), printed.length() - 1).replaceAll("[\\[\\],\\s]+", " ")
                .strip().split(" ");
        this.rows = tensor.rank() < 2 ? 1 : tensor.size(tensor.rank() - 2);
        this.columns = tensor.rank() < 1 ? 1 : tensor.size(tensor.rank() - 1);
    }

    /** Whether a table helps more than the printed form. */
    static boolean suits(Tensor tensor) {
        int rank = tensor.rank();
        return tensor.numel() > 0 && tensor.numel() <= MOST_NUMBERS && rank >= 1
                && IntStream.range(Math.max(0, rank - 2), rank).allMatch(d -> tensor.size(d) <= LONGEST_ROW)
                && tensor.numel() <= (long) MOST_MATRICES * tensor.size(rank - 1) * (rank < 2 ? 1
                : tensor.size(rank - 2));
    }

    static String html(Tensor tensor) {
        var table = new TensorTable(tensor);
        var html = new StringBuilder("<div><small>shape " + tensor.shape() + "</small><br>");
        int matrices = tensor.numel() / (table.rows * table.columns);
        for (int m = 0; m < matrices; m++) {
            html.append(table.matrix(m, matrices));
        }
        return html.append("</div>").toString();
    }

    private String matrix(int index, int matrices) {
        var html = new StringBuilder("<table style=\"display:inline-table;border-collapse:collapse;margin:4px 12px 4px 0\">");
        if (matrices > 1) {
            html.append("<caption style=\"text-align:left\"><small>").append(position(index))
                    .append("</small></caption>");
        }
        for (int r = 0; r < rows; r++) {
            html.append("<tr>");
            for (int c = 0; c < columns; c++) {
                html.append(CELL).append(numbers[(index * rows + r) * columns + c]).append("</td>");
            }
            html.append("</tr>");
        }
        return html.append("</table>").toString();
    }

    /** The leading indices of the matrix with this number, such as {@code [0, 2]}. */
    private String position(int matrix) {
        int[] indices = new int[tensor.rank() - 2];
        int rest = matrix;
        for (int d = indices.length - 1; d >= 0; d--) {
            indices[d] = rest % tensor.size(d);
            rest /= tensor.size(d);
        }
        return Arrays.toString(indices);
    }
}
