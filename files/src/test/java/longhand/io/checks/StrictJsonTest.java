package longhand.io.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import longhand.io.FileFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every field of its type and in its range, nothing missing, nothing else. */
class StrictJsonTest {
    private static final String GOOD = """
            {"name":"nin","epochs":3,"seed":-9223372036854775808,"rate":0.5,"loss":"NaN","on":true,"key":"AAEC",
             "inner":{"step":7},"list":[{"step":1},{"step":2}]}""";

    private record Inner(@Range(min = 0) long step) {}

    private record Outer(
            String name,
            @Range(min = 1, max = 10) int epochs,
            long seed,
            @Range(min = 0, below = 1) double rate,
            @Range(max = Double.POSITIVE_INFINITY, orNaN = true) double loss,
            boolean on,
            @Range(min = 3, max = 3) byte[] key,
            Inner inner,
            @Range(max = 2) List<Inner> list) {
        Outer {
            if (name.equals("other")) {
                throw new ValueException("name", name, "nin or lenet");
            }
        }
    }

    private static Outer read(String text) {
        return StrictJson.read("run.json", "", text, Outer.class, "start again", _ -> { });
    }

    /** A second write over a longer text leaves such ends. */
    @Test
    void nothingMayFollow() {
        for (String rest : new String[] {"}", "{}", " x", GOOD, ",", "\n5", "]"}) {
            String message = assertThrows(FileFormatException.class, () -> read(GOOD + rest)).getMessage();
            assertTrue(message.startsWith("run.json: damaged: no JSON text: "), message);
        }
        assertEquals(read(GOOD).name(), read(" " + GOOD + "\n \n").name());
    }

    @Test
    void readsWhatWasWritten() {
        Outer read = read(GOOD);
        assertEquals("nin", read.name());
        assertEquals(Long.MIN_VALUE, read.seed());
        assertTrue(Double.isNaN(read.loss()) && read.on() && read.rate() == 0.5);
        assertEquals(3, read.key().length);
        assertEquals(List.of(new Inner(1), new Inner(2)), read.list());
        assertEquals(Double.POSITIVE_INFINITY, read(GOOD.replace("\"NaN\"", "\"Infinity\"")).loss());
        assertEquals(0, read(GOOD.replace("0.5", "0")).rate(), "a whole number is a number");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"epochs\":3,             |                          | epochs = missing. Rule: a whole number, at least 1 and at most 10.",
        "\"epochs\":3              | \"epochs\":null          | epochs = null. Rule: a whole number, at least 1 and at most 10.",
        "\"epochs\":3              | \"epochs\":0             | epochs = 0. Rule: a whole number, at least 1 and at most 10.",
        "\"epochs\":3              | \"epochs\":11            | epochs = 11. Rule",
        "\"epochs\":3              | \"epochs\":3.0           | epochs = 3.0. Rule",
        "\"epochs\":3              | \"epochs\":\"3\"         | epochs = \"3\". Rule",
        "\"epochs\":3              | \"epochs\":4294967297    | epochs = 4294967297. Rule",
        "\"epochs\":3              | \"epochs\":true          | epochs = true. Rule",
        "\"epochs\":3              | \"epochs\":[3]           | epochs = [3]. Rule",
        "\"epochs\":3              | \"epochs\":3,\"epochs\":3 | damaged: no JSON text: Duplicate field 'epochs'",
        "\"seed\":-9223372036854775808 | \"seed\":9223372036854775808 | seed = 9223372036854775808. Rule: a whole number. Fix",
        "\"rate\":0.5              | \"rate\":1               | rate = 1. Rule: a number, at least 0 and less than 1. Fix: start again",
        "\"rate\":0.5              | \"rate\":-1e-300         | rate = -1.0E-300. Rule",
        "\"rate\":0.5              | \"rate\":1e999           | rate = \"Infinity\". Rule",
        "\"rate\":0.5              | \"rate\":\"NaN\"         | rate = \"NaN\". Rule",
        "\"rate\":0.5              | \"rate\":NaN             | damaged: no JSON text: ",
        "\"loss\":\"NaN\"          | \"loss\":\"-Infinity\"   | loss = \"-Infinity\". Rule",
        "\"loss\":\"NaN\"          | \"loss\":\"0\"           | loss = \"0\". Rule",
        "\"name\":\"nin\"          | \"name\":null            | name = null. Rule: a text.",
        "\"name\":\"nin\"          | \"name\":5               | name = 5. Rule: a text.",
        "\"name\":\"nin\"          | \"name\":\"other\"       | name = other. Rule: nin or lenet. Fix: start again",
        "\"on\":true               | \"on\":1                 | on = 1. Rule: true or false.",
        "\"key\":\"AAEC\"          | \"key\":\"AA\"           | key = \"AA\". Rule: bytes in base64, their number, at least 3",
        "\"key\":\"AAEC\"          | \"key\":\"!\"            | key = \"!\". Rule",
        "{\"step\":7}              | null                     | inner = null. Rule: an object with the fields [step].",
        "\"step\":7                | \"step\":-1              | inner.step = -1. Rule: a whole number, at least 0.",
        "\"step\":7                | \"step\":7,\"more\":1    | inner.more = 1. Rule: the fields are [step].",
        "{\"step\":2}              | null                     | list[1] = null. Rule",
        "{\"step\":2}              | {\"step\":\"2\"}         | list[1].step = \"2\". Rule",
        "{\"step\":2}              | {\"step\":2},{\"step\":3} | list = [{\"step\":1},{\"step\":2},{\"step\":3}]. Rule: a list, its length",
    })
    void saysWhatIsWrong(String part, String instead, String problem) {
        String text = GOOD.replace(part, instead == null ? "" : instead);
        String message = assertThrows(FileFormatException.class, () -> read(text)).getMessage();
        assertTrue(message.startsWith("run.json: " + problem) && message.endsWith(". Fix: start again"), message);
    }

    private record Choice(List<Integer> sizes, List<Double> points, Optional<Inner> inner,
            @Range(min = 1) Optional<Integer> count, Map<String, Integer> hints, ObjectNode rest) {}

    private static Choice choice(String text) {
        return StrictJson.read("run.json", "", text, Choice.class, "start again", _ -> { });
    }

    @Test
    void collectionsHoldWhatTheySayAndOptionalFieldsMayBeMissing() {
        String good = """
            {"sizes":[1,2],"points":[1,2.5],"inner":{"step":7},"count":3,"hints":{"a":1},"rest":{"b":[null]}}""";
        Choice read = choice(good);
        assertEquals(3, read.sizes().get(0) + read.sizes().get(1));
        assertEquals(List.of(1.0, 2.5), read.points());
        assertEquals(Optional.of(new Inner(7)), read.inner());
        assertEquals(Optional.of(3), read.count());
        assertEquals(Map.of("a", 1), read.hints());
        assertEquals("{\"b\":[null]}", read.rest().toString());
        Choice without = choice(good.replace("\"inner\":{\"step\":7},\"count\":3,", ""));
        assertEquals(Optional.empty(), without.inner());
        assertEquals(Optional.empty(), without.count());

        Map.of("\"inner\":{\"step\":7}", "\"inner\":null", "[1,2]", "[1,4294967296]", "[1,2.5]", "[1,\"2\"]",
                "\"count\":3", "\"count\":0", "{\"a\":1}", "{\"a\":1.5}", "{\"b\":[null]}", "[]",
                "{\"step\":7}", "{\"step\":-1}", "\"hints\":{\"a\":1}", "\"hints\":5").forEach((part, instead) -> {
                    String message = assertThrows(FileFormatException.class,
                            () -> choice(good.replace(part, instead)), instead).getMessage();
                    assertTrue(message.contains(" = ") && message.contains(". Rule: "), message);
                });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''", "null", "[]", "{} {}", "5", "{\"a\":", "{}x"})
    void whatIsNoObjectIsRefused(String text) {
        assertTrue(assertThrows(FileFormatException.class, () -> read(text)).getMessage().startsWith("run.json: "));
    }

    @Test
    void aTextInsideAFileIsNamedAndChecked() {
        String message = assertThrows(FileFormatException.class,
                () -> StrictJson.read("a.safetensors", "state", "{\"step\":7}", Inner.class, "start again",
                        inner -> Ranges.requireOneOf("step", "seven", List.of("8", "9")))).getMessage();
        assertEquals("a.safetensors: state.step = 'seven'. Rule: one of 8, 9. Fix: start again", message);
        assertEquals("a.safetensors: state.step = -7. Rule: a whole number, at least 0. Fix: start again",
                assertThrows(FileFormatException.class, () -> StrictJson.read("a.safetensors", "state", "{\"step\":-7}",
                        Inner.class, "start again", _ -> { })).getMessage());
        assertTrue(assertThrows(FileFormatException.class, () -> StrictJson.read("a.safetensors", "state", "{",
                Inner.class, "start again", _ -> { })).getMessage()
                .startsWith("a.safetensors: damaged: state is no JSON text: "));
    }

    @Test
    void recordsFromElsewhereAreCheckedToo() {
        Ranges.check(new Inner(3));
        ValueException e = assertThrows(ValueException.class, () -> Ranges.check(new Inner(-5)));
        assertEquals("step = -5. Rule: a whole number, at least 0. Fix: choose such a value", e.getMessage());
    }
}
