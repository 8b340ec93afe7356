package longhand.learn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import longhand.explain.Numbers;
import longhand.explain.Values;
import longhand.tensor.Tensor;

/**
 * Arguments and results as a person reads them: numbers in a line, matrices as grids, one below the other for channels.
 */
final class Show {
    private static final int MOST_ROWS = 12;
    private static final int MOST_COLUMNS = 16;
    private static final int MOST_PLANES = 6;

    private Show() {}

    static boolean isArray(Object value) {
        return value instanceof Tensor || value instanceof Values || value != null && value.getClass().isArray();
    }

    /** The numbers of an array. */
    static Values values(Object o) {
        return switch (o) {
            case Values v -> v;
            case Tensor t -> Values.of(t);
            case float[][] rows -> Values.of(Arrays.stream(rows).map(Show::doubles).toArray(double[][]::new));
            case float[][][] planes -> planes(planes);
            case float[] row -> Values.vector(doubles(row));
            case int[] row -> Values.vector(Arrays.stream(row).asDoubleStream().toArray());
            case Number n -> Values.of(new double[] {n.doubleValue()});
            case null -> throw new WrongAnswerException("The result is null.");
            default -> throw new IllegalArgumentException("no numbers: " + o.getClass().getSimpleName());
        };
    }

    private static Values planes(float[][][] planes) {
        Values first = values(planes[0]);
        double[] all = Arrays.stream(planes).flatMapToDouble(p -> Arrays.stream(values(p).toArray())).toArray();
        return Values.of(all, planes.length, first.rows(), first.columns());
    }

    private static double[] doubles(float[] row) {
        if (row == null) {
            throw new WrongAnswerException("A row of the result is null.");
        }
        double[] wide = new double[row.length];
        Arrays.setAll(wide, i -> row[i]);
        return wide;
    }

    /** A value in one line. */
    static String line(Object value) {
        return value instanceof Number n ? Numbers.format(n.doubleValue()) : isArray(value) ? values(value).toString()
                : String.valueOf(value);
    }

    /** A value with a name in front, indented, ended by a line break: {@code x = 0 1}, and the next row below. */
    static String block(String name, Object value) {
        if (!isArray(value)) {
            return "  " + name + line(value) + "\n";
        }
        Values v = values(value);
        if (v.planes() == 1) {
            return grid(name, v, 0);
        }
        String planes = IntStream.range(0, Math.min(v.planes(), MOST_PLANES))
                .mapToObj(p -> grid(name.replaceFirst("( = )?$", v.planeName(p) + " = "), v, p))
                .collect(Collectors.joining());
        return v.planes() <= MOST_PLANES ? planes : planes + "  … and " + (v.planes() - MOST_PLANES)
                + " more of this size\n";
    }

    private static String grid(String name, Values v, int plane) {
        int rows = Math.min(v.rows(), MOST_ROWS);
        int columns = Math.min(v.columns(), MOST_COLUMNS);
        List<List<String>> cells = IntStream.range(0, rows).mapToObj(i -> Stream.concat(
                IntStream.range(0, columns).mapToObj(j -> Numbers.format(v.get(plane, i, j))),
                v.columns() > columns ? Stream.of("…") : Stream.empty()).toList()).toList();
        int width = cells.stream().flatMap(List::stream).mapToInt(String::length).max().orElse(0);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            out.append("  ").append(i == 0 ? name : " ".repeat(name.length()))
                    .append(cells.get(i).stream().map(c -> " ".repeat(width - c.length()) + c)
                    .collect(Collectors.joining(" ")))
                    .append('\n');
        }
        String size = v.rows() > rows || v.columns() > columns ? "  … (" + v.rows() + " × " + v.columns() + ")\n" : "";
        return out.append(v.size() == 0 ? "  " + name + "(nothing)\n" : size).toString();
    }
}
