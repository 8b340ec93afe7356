package longhand.explain.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the boxes stand: in rows, each below everything it is computed from, and within a row in the order of the mean
 * position of their neighbours, which keeps lines from crossing (Sugiyama 1981, without his dummy boxes).
 */
final class GraphLayout {
    private static final int SWEEPS = 8;

    private final List<Box> boxes;
    private final int[] row;
    private final double[] place;
    private final List<List<Integer>> rows = new ArrayList<>();
    private final Map<Integer, List<Integer>> users = new HashMap<>();

    GraphLayout(List<Box> boxes) {
        this.boxes = boxes;
        this.row = new int[boxes.size()];
        this.place = new double[boxes.size()];
        boxes.forEach(box -> box.inputs().stream().filter(input -> input < box.id()).forEach(input -> {
            row[box.id()] = Math.max(row[box.id()], row[input] + 1);
            users.computeIfAbsent(input, _ -> new ArrayList<>()).add(box.id());
        }));
        lowerLeaves();
        int count = IntStream.of(row).max().orElse(0) + 1;
        IntStream.range(0, count).forEach(_ -> rows.add(new ArrayList<>()));
        boxes.forEach(box -> rows.get(row[box.id()]).add(box.id()));
        rows.forEach(this::spread);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            for (int i = 0; i < count; i++) {
                order(rows.get(sweep % 2 == 0 ? i : count - 1 - i), sweep % 2 == 0);
            }
        }
    }

    /** A leaf stands just above its first user, not at the top: its line is short. */
    private void lowerLeaves() {
        for (Box box : boxes) {
            if (box.inputs().isEmpty() && users.containsKey(box.id())) {
                row[box.id()] = users.get(box.id()).stream().mapToInt(user -> row[user]).min().orElseThrow() - 1;
            }
        }
    }

    private void order(List<Integer> ids, boolean byInputs) {
        Map<Integer, Double> wanted = new HashMap<>();
        for (int id : ids) {
            List<Integer> near = byInputs ? boxes.get(id).inputs() : users.getOrDefault(id, List.of());
            wanted.put(id, near.stream().mapToDouble(other -> place[other]).average().orElse(place[id]));
        }
        ids.sort(Comparator.comparing(wanted::get));
        spread(ids);
    }

    /** Places around 0, one apart. */
    private void spread(List<Integer> ids) {
        for (int i = 0; i < ids.size(); i++) {
            place[ids.get(i)] = i - (ids.size() - 1) / 2.0;
        }
    }

    int rows() {
        return rows.size();
    }

    int widest() {
        return rows.stream().mapToInt(List::size).max().orElse(0);
    }

    int row(int id) {
        return row[id];
    }

    /** How far from the middle, in boxes. */
    double place(int id) {
        return place[id];
    }
}
