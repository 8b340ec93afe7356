package longhand.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import longhand.explain.Values;

/** Planes of the right answer written side by side, {@code 1 2 | 5 6} above {@code 3 4 | 7 8}. */
final class SideBySide {
    private static final int MOST = 10_000;

    private SideBySide() {}

    /**
     * The planes one after the other, if the lines have so many numbers.
     *
     * @param numbers the lines
     * @param truth the right answer
     */
    static Optional<String> planes(String numbers, Values truth) {
        int[] dims = Arrays.stream(truth.dims()).filter(d -> d != 1).toArray();
        List<String> lines = numbers.lines().filter(line -> !line.isBlank()).toList();
        if (dims.length != 3 || lines.size() != dims[1] || numbers.length() > MOST) {
            return Optional.empty();
        }
        int width = dims[2];
        List<List<String>> rows = lines.stream().map(line -> Arrays.asList(line.replaceAll("[\\[\\](){}|;]|,(?!\\d)", " ")
                .strip().split("\\s+"))).toList();
        if (!rows.stream().allMatch(row -> row.size() == dims[0] * width)) {
            return Optional.empty();
        }
        List<String> planes = new ArrayList<>();
        for (int plane = 0; plane < dims[0]; plane++) {
            int from = plane * width;
            planes.add(rows.stream().map(row -> String.join(" ", row.subList(from, from + width)))
                    .collect(Collectors.joining("\n")));
        }
        return Optional.of(String.join("\n\n", planes));
    }
}
