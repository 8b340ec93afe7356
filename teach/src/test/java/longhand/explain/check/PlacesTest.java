package longhand.explain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The words for places, found by the index of each number. */
class PlacesTest {
    private static final int PLANES = 3;
    private static final int ROWS = 4;
    private static final int COLUMNS = 5;
    private static final int SIZE = PLANES * ROWS * COLUMNS;
    private final Places places = new Places(PLANES, ROWS, COLUMNS);

    private static List<Integer> where(IntPredicate inside) {
        return IntStream.range(0, SIZE).filter(inside).boxed().toList();
    }

    private static int plane(int i) {
        return i / (ROWS * COLUMNS);
    }

    private static int row(int i) {
        return i / COLUMNS % ROWS;
    }

    private static int column(int i) {
        return i % COLUMNS;
    }

    private void assertLines(String words, IntPredicate inside) {
        assertEquals(Optional.ofNullable(words), places.lines(where(inside), where(inside.negate())));
    }

    private void assertChannels(String words, IntPredicate inside) {
        assertEquals(Optional.ofNullable(words), places.channels(where(inside), where(inside.negate())));
    }

    @Test
    void oneOrTwoChannels() {
        assertChannels("in channel 2", i -> plane(i) == 2);
        assertChannels("in channels 0 and 2", i -> plane(i) != 1);
        assertChannels(null, i -> true);
        assertChannels(null, i -> plane(i) == 1 && i % 2 == 0);
    }

    @Test
    void oneOrTwoRowsOrColumnsOfEveryPlane() {
        for (int k = 0; k < ROWS; k++) {
            int line = k;
            assertLines("in row " + k, i -> row(i) == line);
            assertLines("in column " + k, i -> column(i) == line);
        }
        assertLines("in rows 1 and 3", i -> row(i) % 2 == 1);
        assertLines("in columns 0 and 4", i -> column(i) % 4 == 0);
        assertLines(null, i -> row(i) > 0);
        assertLines(null, i -> row(i) == 2 && plane(i) == 0);
        assertLines(null, i -> column(i) < 3);
    }

    /** All four sides belong to it. */
    @Test
    void theBorderAndWhatItSurrounds() {
        IntPredicate border = i -> row(i) == 0 || row(i) == ROWS - 1 || column(i) == 0 || column(i) == COLUMNS - 1;
        assertLines("at the border", border);
        assertLines("in rows 1 and 2", border.negate().or(i -> row(i) == 1 || row(i) == 2));
        Places large = new Places(5, 5);
        List<Integer> inner = List.of(6, 7, 8, 11, 12, 13, 16, 17, 18);
        List<Integer> outer = IntStream.range(0, 25).filter(i -> !inner.contains(i)).boxed().toList();
        assertEquals(Optional.of("at the border"), large.lines(outer, inner));
        assertEquals(Optional.of("everywhere but at the border"), large.lines(inner, outer));
    }

    /** By the shape that was asked for, also where the numbers are computed in another one. */
    @Test
    void indicesGoByTheNamedShape() {
        assertEquals("[2, 3, 4]", places.index(SIZE - 1));
        assertEquals("[0, 1, 0]", places.index(COLUMNS));
        assertEquals("[2, 1]", new Places(new int[] {6}, new int[] {3, 2}).index(5));
        assertEquals("", new Places().index(0));
        Places row = new Places(9);
        assertEquals("at [4]", row.list(List.of(4)));
        assertEquals("at [1] and [8]", row.list(List.of(8, 1)));
        assertEquals("at [0], [1], [2], [3], [4] and [5]", row.list(List.of(0, 1, 2, 3, 4, 5)));
        assertEquals("at [0], [1], [2], [3], [4], [5] and 2 more", row.list(List.of(7, 6, 5, 4, 3, 2, 1, 0)));
        assertEquals(List.of(20, 39), List.of(places.ofPlane(1).min().orElseThrow(),
                places.ofPlane(1).max().orElseThrow()));
    }
}
