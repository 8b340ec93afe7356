package longhand.datasets.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import longhand.data.DatasetException;
import longhand.data.Split;
import org.junit.jupiter.api.Test;

class PictureTableTest extends PictureSetCase {
    @Test
    void aTableNamesPicturesAndClasses() throws IOException {
        Path table = folder.resolve("images.csv");
        Files.writeString(table, """
                \ufeffPath,label,split
                stripes/000.png,"a, b",train
                stripes/001.jpg,"a, b",test
                red discs/000.png,"say ""c\""",train
                "red discs/001.jpg","say ""c\""",test

                """);
        PictureSet set = PictureSet.load(table, SIDE, OPTIONS, messages::add);
        assertEquals(List.of("a, b", "say \"c\""), set.split(Split.TRAIN).classNames());
        assertArrayEquals(new int[] {1, 1}, perClass(set.split(Split.TEST)));

        Files.writeString(table, "stripes/000.png,x\nstripes/001.jpg,x\nred discs/000.png,y\nred discs/001.jpg,y\n");
        assertArrayEquals(new int[] {1, 1}, perClass(PictureSet.load(table, SIDE, OPTIONS, messages::add)
                .split(Split.TEST)), "without the line of names");
    }

    @Test
    void wrongLinesOfATableAreNamed() throws IOException {
        Path table = folder.resolve("images.csv");
        Files.writeString(table, "path,label\nstripes/000.png,x\nstripes/./000.png,y\nnowhere.png,x\nstripes/001.jpg\n"
                + "stripes/002.gif,\n,x\nstripes/003.bmp,x\nstripes/../stripes/003.bmp,x\n");
        assertThrows(DatasetException.class, () -> PictureSet.load(table, SIDE, OPTIONS, messages::add));
        String all = String.join("\n", messages);
        assertTrue(all.contains("images.csv line 2: stripes/000.png is in images.csv line 3 too, as y and not x"), all);
        assertTrue(all.contains("images.csv line 3: stripes/./000.png is in images.csv line 2 too, as x and not y"), all);
        assertFalse(all.contains("images.csv line 8:"), all);
        assertTrue(all.contains("images.csv line 9: stripes/../stripes/003.bmp is in the table already, in images.csv line 8"), all);
        assertTrue(all.contains("images.csv line 4: nowhere.png: no such file"), all);
        assertTrue(all.contains("images.csv line 5: has 1 cell,"), all);
        assertTrue(all.contains("images.csv line 6: has no label"), all);
        assertTrue(all.contains("images.csv line 7: has no path"), all);
        Files.writeString(table, "file;class\n");
        String message = assertThrows(DatasetException.class, () ->
                PictureSet.load(table, SIDE, OPTIONS, messages::add)).getMessage();
        assertTrue(message.contains("'file;class'") && message.contains("Fix: save the table with commas"), message);
    }

    private String refusedTable(Path table, String text) throws IOException {
        Files.writeString(table, text);
        messages.clear();
        return assertThrows(DatasetException.class, () -> PictureSet.load(table, SIDE, OPTIONS, messages::add))
                .getMessage();
    }

    @Test
    void anotherFormOfATableIsSaid() throws IOException {
        Path table = folder.resolve("images.csv");
        assertTrue(refusedTable(table, "file,class\n").contains("Fix: begin the file with path,label or path,label,split"));
        assertTrue(refusedTable(table, "path,label\n").endsWith("Fix: add lines with pictures of something else"));
        assertTrue(refusedTable(table, "path,label,part\nstripes/000.png,x,train\nstripes/001.jpg,x,test\n")
                .endsWith("the column 'part' says which pictures are for the test, but is not named split. "
                        + "Fix: name it split"));
        Files.writeString(table, "path,label,checked\nstripes/000.png,x,valid\nstripes/001.jpg,x,valid\n"
                + "red discs/000.png,y,valid\nred discs/001.jpg,y,valid\n");
        assertEquals(2, PictureSet.load(table, SIDE, OPTIONS, messages::add).split(Split.TRAIN).size());
        assertTrue(refusedTable(table, "path,label\nstripes,x\n").contains("images.csv line 2: stripes: a folder;"));

        Files.writeString(table, "stripes/000.png,x,train\nstripes/001.jpg,x,test\nred discs/000.png,y,train\n"
                + "red discs/001.jpg,y,test\n");
        assertArrayEquals(new int[] {1, 1}, perClass(PictureSet.load(table, SIDE, OPTIONS, messages::add)
                .split(Split.TEST)), "three columns without their names");
    }

    /** Whatever else is wrong with a line, what it calls a picture is a second opinion. */
    @Test
    void aPictureWithTwoLabelsIsNotUsedUnderAnyName() throws IOException {
        Files.copy(folder.resolve("stripes/000.png"), folder.resolve("copy.png"));
        Path table = folder.resolve("images.csv");
        String rest = "stripes/001.jpg,x,train\nred discs/001.jpg,y,train\nred discs/002.gif,y,test\n";
        Files.writeString(table, "path,label,split\nstripes/000.png,x,train\nstripes/000.png,y,train\n"
                + "copy.png,x,train\nred discs/000.png,y,train\nred discs/000.png,x,tst\n" + rest);
        PictureSet set = PictureSet.load(table, SIDE, SKIP, messages::add);
        assertEquals(2, set.split(Split.TRAIN).size());
        assertEquals(Stream.of("copy.png: the same file as stripes/000.png, which is of another class; keep the right one",
                "images.csv line 2: stripes/000.png is in images.csv line 3 too, as y and not x; keep the right line",
                "images.csv line 3: stripes/000.png is in images.csv line 2 too, as x and not y; keep the right line",
                "images.csv line 5: red discs/000.png is in images.csv line 6 too, as x and not y; keep the right line",
                "images.csv line 6: the split is 'tst'; write train or test")
                .map(problem -> "cannot be used: " + problem).toList(), messages);
    }

    @Test
    void aPictureForTrainingAndForTheTestIsSaidAndLinesAreCounted() throws IOException {
        Path table = folder.resolve("images.csv");
        StringBuilder text = new StringBuilder("path,label,split\nred discs/001.jpg,y,train\nnowhere.png,y,test\n");
        text.append("red discs/002.gif,y,train\n".repeat(9));
        String message = refusedTable(table, text + "stripes/000.png,x,train\nstripes/000.png,x,test\n");
        assertTrue(message.contains("10 lines cannot be used, the first: images.csv line 3: nowhere.png"), message);
        assertTrue(messages.contains("cannot be used: images.csv line 14: stripes/000.png is in images.csv line 13 too, "
                + "for training and not the test; keep one line"), messages.toString());
        assertEquals(messages.size() - 1, messages.indexOf("cannot be used: images.csv line 14: stripes/000.png is in "
                + "images.csv line 13 too, for training and not the test; keep one line"), messages.toString());
    }
}
