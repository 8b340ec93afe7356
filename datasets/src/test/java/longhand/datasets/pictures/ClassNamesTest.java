package longhand.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import longhand.data.DatasetException;
import longhand.data.Split;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassNamesTest extends PictureSetCase {
    @ParameterizedTest
    @ValueSource(strings = {"K\u00e4se", "Ka\u0308se", "K\u00e4se\u00a0", "\u200bK\u00e4se", " \u3000Ka\u0308se\u200b \u2060\t"})
    void whatCannotBeSeenAtTheEndsMakesNoOtherName(String name) {
        assertEquals("K\u00e4se", ClassNames.clean(name));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            red\u00a0cat | red cat | character 4 is U+0020 (SPACE) in one and U+00A0 (NO-BREAK SPACE) in the other
            red  cat | red cat | character 5 is U+0020 (SPACE) in one and U+0063 (LATIN SMALL LETTER C) in the other
            ca\u200bt | cat | character 3 is U+0074 (LATIN SMALL LETTER T) in one and U+200B (ZERO WIDTH SPACE) in the other
            co\u0440 | cop | character 3 is U+0070 (LATIN SMALL LETTER P) in one and U+0440 (CYRILLIC SMALL LETTER ER) in
            \u03a7 | X | character 1 is U+0058 (LATIN CAPITAL LETTER X) in one and U+03A7 (GREEK CAPITAL LETTER CHI) in
            \u2764\ufe0f | \u2764 | character 2 is missing in one and U+FE0F (VARIATION SELECTOR-16) in the other""")
    void namesThatLookTheSameAreRefused(String one, String other, String said) {
        List<String> told = new ArrayList<>();
        String message = assertThrows(DatasetException.class, () ->
                ClassNames.check(Path.of("a"), List.of(one, "dog", other), told::add)).getMessage();
        assertTrue(message.contains("look the same, but " + said) && message.contains(". Fix: give both the same name"),
                message);
    }

    @Test
    void namesThatDifferOnlyInCaseAreSaid() {
        List<String> told = new ArrayList<>();
        ClassNames.check(Path.of("a"), List.of("Cat", "dog", "cat", "dog", "\u00c9t\u00e9", "\u00e9t\u00e9", "ete"), told::add);
        assertEquals(List.of("the classes 'Cat' and 'cat' differ only in case; give them the same name if they are one "
                + "class", "the classes '\u00c9t\u00e9' and '\u00e9t\u00e9' differ only in case; give them the same name if they are "
                + "one class"), told);
    }

    @Test
    void foldersAndLabelsAreComparedAsTheyAreSeen() throws IOException {
        Files.move(folder.resolve("stripes"), folder.resolve("K\u00e4se"));
        Path composed = folder.resolve("K\u00e4se");
        Path decomposed = Files.createDirectories(folder.resolve("Ka\u0308se"));
        Files.move(composed.resolve("000.png"), decomposed.resolve("000.png"));
        assertEquals(List.of("K\u00e4se", "green squares", "red discs"), load(OPTIONS).split(Split.TRAIN).classNames());
        Path table = Files.writeString(folder.resolve("t.csv"), """
                label\u00a0,path
                cat,red discs/000.png
                cat\u200b,red discs/001.jpg
                dog,green squares/000.png
                \u00a0dog,green squares/001.jpg
                \u200b\u00a0,green squares/002.gif
                """);
        PictureSet set = PictureSet.load(table, SIDE, SKIP, messages::add);
        assertEquals(List.of("cat", "dog"), set.split(Split.TRAIN).classNames());
        assertEquals(List.of("cannot be used: t.csv line 6: has no label"), messages);

        Files.writeString(table, "path,label\nred discs/000.png,c at\ngreen squares/000.png,c\u00a0at\n");
        assertTrue(assertThrows(DatasetException.class, () -> PictureSet.load(table, SIDE, SKIP, messages::add))
                .getMessage().contains("t.csv: the classes 'c at' and 'c\u00a0at' look the same"));
    }

    @Test
    void aFolderWhoseNameCannotBeSeenIsNamed() throws IOException {
        Files.move(folder.resolve("stripes"), folder.resolve("\u00a0"));
        load(SKIP);
        assertEquals(List.of("cannot be used: \u00a0: a folder whose name cannot be seen; rename it"), messages);
    }
}
