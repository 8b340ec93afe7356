package longhand.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import longhand.io.NdArray;
import longhand.io.Npy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Words that are no values, for every option and parameter of every command. */
class OddArgumentsTest {
    private static final Set<Class<?>> NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class,
            double.class, Double.class);
    private static final List<String> NO_NUMBERS = List.of("q", "1_5", "१२q", "0q1");
    private static final String DEVICE = "/dev/zero";

    private static Stream<CommandLine> commands(CommandLine command) {
        return Stream.concat(Stream.of(command), command.getSubcommands().values().stream()
                .flatMap(OddArgumentsTest::commands));
    }

    /** What an option or parameter holds, or the elements of what it holds. */
    private static Class<?> type(ArgSpec arg) {
        return arg.auxiliaryTypes()[0];
    }

    /** Picocli ends a list that may be empty at a word that fits no element, and calls that word unexpected. */
    private static boolean mayBeAnything(ArgSpec arg) {
        return arg.isPositional() && arg.arity().isVariable() && arg.arity().min() == 0;
    }

    /** Command lines with this value for each argument of certain types. */
    private static List<List<String>> lines(Collection<Class<?>> types, String value) {
        List<List<String>> lines = new ArrayList<>();
        commands(Main.create()).forEach(command -> {
            String[] names = command.getCommandSpec().qualifiedName().split(" ");
            for (ArgSpec arg : command.getCommandSpec().args()) {
                if (types.contains(type(arg)) && !mayBeAnything(arg)) {
                    List<String> line = new ArrayList<>(List.of(names).subList(1, names.length));
                    if (arg instanceof OptionSpec option) {
                        line.add(option.longestName() + "=" + value);
                    } else {
                        for (int i = 0; i < ((PositionalParamSpec) arg).index().min(); i++) {
                            line.add("1");
                        }
                        line.addAll(Collections.nCopies(Math.max(1, arg.arity().min()), value));
                    }
                    lines.add(line);
                }
            }
        });
        return lines;
    }

    private static void assertRefused(List<String> line, String problem) {
        CliRun run = CliRun.of(line.toArray());
        assertEquals(2, run.status(), line + run.err());
        assertTrue(run.err().contains(problem) && run.err().contains("Fix: "), line + run.err());
        assertFalse(run.err().contains("\tat "), run.err());
    }

    @Test
    void whatIsNoNumberIsRefusedInWordsForPeople() {
        for (String word : NO_NUMBERS) {
            List<List<String>> lines = lines(NUMBERS, word);
            assertTrue(lines.size() > 50);
            lines.forEach(line -> assertRefused(line, "is no "));
        }
    }

    @Test
    void numbersBeyondTheRangeAreRefused() {
        for (String number : List.of("99999999999999999999", "-99999999999999999999", "1e3", "1.0")) {
            lines(Set.of(int.class, Integer.class, long.class, Long.class), number)
                    .forEach(line -> assertRefused(line, "'" + number + "' is no whole number from "));
        }
        lines(Set.of(int.class, Integer.class), "2147483648").forEach(line -> assertRefused(line, "to 2147483647"));
    }

    @Test
    void aNameThatIsEmptyIsRefused() {
        List<List<String>> lines = lines(Set.of(Path.class), "");
        assertTrue(lines.size() > 20);
        lines.forEach(line -> assertRefused(line, "the name is empty"));
    }

    @Test
    void whatIsWrongWithAFileIsSaidWithItsName(@TempDir Path folder) throws IOException {
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xC3, 0x28, 0, (byte) 0xFF});
        Path list = Files.writeString(folder.resolve("class.csv"), "Name\nAda\n");
        Path missing = folder.resolve("missing");
        Path home = folder.resolve("home");
        assertEquals(0, CliRun.of("exercise", "new", "corr2d", "--students", list, "--out", home).status());
        String[][] lines = {{"exercise", "new", "corr2d", "--out", folder + "/x", "--students"},
            {"exercise", "grade", home.toString(), "--key"}, {"exercise", "grade", home.toString(), "--rubric"}};
        for (String[] line : lines) {
            boolean anyBytes = line[1].equals("new"); // spreadsheets write class lists in encodings of their own
            for (Path file : anyBytes ? List.of(folder, missing) : List.of(folder, missing, bytes)) {
                CliRun run = CliRun.of(Stream.concat(Stream.of(line), Stream.of(file)).toArray());
                assertTrue(run.failedWith(file.toString()), run.err());
                assertTrue(run.err().contains("Fix: "), run.err());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "bench --batch-size 0 | --batch-size = 0. Rule: a whole number, at least 1. Fix: ",
        "bench --seconds NaN | --seconds = NaN. Rule: a number, at least 0. Fix: ",
        "bench --seconds -1 | --seconds = -1.0. Rule: ",
        "evaluate lenet --batch-size 0 | --batch-size = 0. Rule: ",
        "find-lr lenet --steps 10001 | --steps = 10001. Rule: at least 10 and at most 10000. Fix: ",
        "train --threads 0 | threads: 0 is no number of threads. Rule: at least 1 and at most 4096. Fix: ",
        "train --threads 4097 | threads: 4097 is no number of threads. Rule: ",
        "selftest --group conv2 | group: there is no 'conv2'. Fix: choose one of ",
        "java . | . is no .java file. Fix: ",
        "java pom.xml | pom.xml is no .java file. Fix: "})
    void valuesWithoutAMeaningAreRefused(String line) {
        String[] parts = line.split(" \\| ");
        CliRun run = CliRun.of((Object[]) parts[0].split(" "));
        assertTrue(run.failedWith(parts[1]), run.err());
    }

    @Test
    void whatStandsBehindAProgramIsItsOwn(@TempDir Path folder) throws IOException {
        Path program = Files.writeString(folder.resolve("Arguments.java"), """
                void main(String[] words) throws Exception {
                    java.nio.file.Files.writeString(java.nio.file.Path.of(words[0]), String.join(" ", words));
                }
                """);
        Path written = folder.resolve("written");
        Files.writeString(folder.resolve("@words"), "no words of the line");
        CliRun run = CliRun.of("java", program, written, "--debug", "@words", "--epochs", 3);
        assertEquals(0, run.status(), run.err());
        assertEquals(written + " --debug @words --epochs 3", Files.readString(written));
    }

    /** Some programs replace {@code @file} by what is in the file. */
    @Test
    void anAtSignMayBeginTheNameOfAFile(@TempDir Path folder) throws IOException {
        Path list = Files.writeString(folder.resolve("@pictures"), "one.png two.png");
        CliRun run = CliRun.of("predict", "lenet", "@" + list);
        assertTrue(run.failedWith("@" + list), run.err());
    }

    @Test
    void ratesAreNoArgumentsOfTheSearchForOne() {
        CliRun run = CliRun.of("find-lr", "lenet", "--lr", "0.1", "--schedule", "cosine");
        assertEquals(2, run.status());
        assertTrue(run.err().contains("find-lr does not use --lr, --schedule: it tries rates of its own"), run.err());
    }

    @Test
    void aResultBeyondAllMemoryIsRefused() {
        CliRun run = CliRun.of("explain", "corr2d", "--input", "1 2; 3 4", "--kernel", "1", "--padding", "999999");
        assertTrue(run.failedWith("[2000000, 2000000] has more than 2³¹ − 9 elements. Rule: "), run.err());
        CliRun text = CliRun.of("explain", "corr2d", "--input", "1 2; 3 4", "--kernel", "1", "--padding", "999");
        assertTrue(text.failedWith("the text would hold 4000000 numbers. Rule: 200000 are the most. Fix: "),
                text.err());
    }

    @Test
    void aPageOfAPartOfALargeInput(@TempDir Path folder) throws IOException {
        Path photo = folder.resolve("photo.npy");
        float[] values = new float[3 * 224 * 224];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 251;
        }
        Npy.write(photo, NdArray.of(values, 3, 224, 224));
        String kernel = String.join(" || ", Collections.nCopies(6, "1 0; 0 1 | 1 0; 0 1 | 1 0; 0 1"));
        CliRun whole = CliRun.of("explain", "conv2d", "--input", photo, "--kernel", kernel, "--out",
                folder.resolve("whole.html"));
        assertTrue(whole.failedWith("numbers. Rule: 20000 are the most, for each is a cell to look at. Fix: "),
                whole.err());
        Path page = folder.resolve("part.html");
        CliRun part = CliRun.of("explain", "conv2d", "--input", photo, "--kernel", kernel, "--region",
                "100:128,60:88", "--out", page);
        assertEquals("", part.err());
        String first = "[3,28,28],\"data\":[" + (100 * 224 + 60) % 251 + ".0,";
        assertTrue(Files.readString(page).replaceAll("\"data\":(\\[[^]]*]),\"dims\":(\\[[^]]*])", "$2,\"data\":$1")
                .contains(first), first);
        assertTrue(Files.size(page) < 300_000, Files.size(page) + " bytes");
        CliRun outside = CliRun.of("explain", "conv2d", "--input", photo, "--kernel", kernel, "--region",
                "200:228,0:9");
        assertTrue(outside.failedWith("--region 200:228,0:9: the input has 224 rows and 224 columns. Fix: "),
                outside.err());
        for (String none : List.of("5", "3:3,0:1", "4:3,0:1", "-1:2,0:1", "0:1", "4,0:1")) {
            assertTrue(CliRun.of("explain", "corr2d", "--input", "1 2", "--kernel", "1", "--region=" + none).err()
                    .contains("is no region; write 100:140,60:100"), none);
        }
        for (String far : List.of("0:99999999999,0:1", "0:2147483648,0:1", "0:1,0:1" + "0".repeat(40))) {
            assertTrue(CliRun.of("explain", "corr2d", "--input", "1 2", "--kernel", "1", "--region=" + far).err()
                    .contains("'" + far + "' goes too far: "), far);
        }
        assertTrue(CliRun.of("explain", "corr2d", "--input", "1 2", "--kernel", "1", "--region=0:2147483647,0:1")
                .failedWith("the input has 1 row and 2 columns. Fix: at most 0:1,0:2"));
        assertTrue(CliRun.of("explain", "--help").out().contains("--region=ROWS,COLUMNS"));
        assertTrue(CliRun.of("explain", "corr2d", "--input", "0 1 2; 3 4 5; 6 7 8", "--region", "1:3,0:2", "--kernel",
                "0 1; 2 3").out().contains("3·0 + 4·1 + 6·2 + 7·3 = 37"));
    }

    @Test
    void aPartOfAPictureHasItsOwnPixels(@TempDir Path folder) throws IOException {
        BufferedImage picture = new BufferedImage(200, 100, BufferedImage.TYPE_BYTE_GRAY);
        picture.getRaster().setSample(70, 50, 0, 255);
        ImageIO.write(picture, "png", folder.resolve("dot.png").toFile());
        String seen = CliRun.of("explain", "corr2d", "--input", folder.resolve("dot.png"), "--kernel", "1", "--region",
                "50:52,69:71").out();
        assertTrue(seen.contains("1·1 = 1") && seen.contains("Y[1, 1]"), seen);
    }

    /** Reading /dev/zero would never end, and a file in the place of /dev/null would break the system. */
    @Test
    void devicesAreNeitherReadNorReplaced() {
        if (Files.exists(Path.of(DEVICE))) {
            lines(Set.of(Path.class), DEVICE).forEach(line -> assertRefused(line, DEVICE + " is a device"));
        }
    }
}
