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
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import longhand.data.DatasetException;
import longhand.data.Split;
import longhand.datasets.image.PixelImage;
import longhand.datasets.transforms.PixelDataset;
import longhand.testing.ShapePictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Two files have the name x.png; which one is meant, the system says and not the letters of the path. */
    @Test
    void behindALinkTheFolderAboveIsThatOfTheLinkedFolder() throws IOException {
        ShapePictures.write(folder.resolve("far/x.png"), "png", ShapePictures.draw("stripes", new Random(1)));
        ShapePictures.write(folder.resolve("x.png"), "png", ShapePictures.draw("stripes", new Random(2)));
        Files.createDirectory(folder.resolve("far/below"));
        Files.createSymbolicLink(folder.resolve("link"), Path.of("far/below"));
        Path table = folder.resolve("images.csv");
        Files.writeString(table, "path,label,split\nlink/../x.png,a,train\nstripes/000.png,a,test\n"
                + "red discs/000.png,b,train\nred discs/001.jpg,b,test\n");
        PixelDataset train = PictureSet.load(table, SIDE, OPTIONS, messages::add).split(Split.TRAIN);
        byte[] pixels = new byte[3 * SIDE * SIDE];
        train.pixels(train.label(0) == 0 ? 0 : 1, pixels);
        assertArrayEquals(PixelImage.read(folder.resolve("far/x.png"), 3).square(SIDE).pixels(), pixels);

        assertTrue(refusedTable(table, "path,label,split\nlink/../x.png,a,train\nfar/./x.png,a,train\n"
                + "stripes/000.png,a,test\nred discs/000.png,b,train\nred discs/001.jpg,b,test\n")
                .contains("far/./x.png is in the table already, in images.csv line 2"));
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
                        + "Fix: name it split, with train or test in each line"));
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

    private List<String> leftOut(Path table, String text) throws IOException {
        Files.writeString(table, text);
        messages.clear();
        PictureSet.load(table, SIDE, SKIP, messages::add);
        return messages.stream().map(message -> message.replace("cannot be used: images.csv ", "")).toList();
    }

    /** Pictures that somebody kept for the test are never trained on without a word. */
    @ParameterizedTest
    @CsvSource({"set,train,testing", "subset,Train,dev", "part,training_set,test_set", "x,train,eval", "x,train,val",
            "is_test,False,True", "is_train,1,0", "Test,no,yes", "is_valid,,true", "train,yes,"})
    void aSplitUnderAnotherNameIsRefusedWhateverItsOtherCellsAre(String column, String train, String test)
            throws IOException {
        String said = "the column '" + column + "' says which pictures are for the test, but is not named split. "
                + "Fix: name it split, with train or test in each line";
        String text = "path,label," + column + "\nstripes/000.png,x," + Objects.toString(train, "")
                + "\nstripes/001.jpg,x," + Objects.toString(test, "") + "\nred discs/000.png,y";
        for (String end : List.of("\n", ",\n", ",unused\n")) {
            String message = refusedTable(folder.resolve("images.csv"), text + end);
            assertTrue(message.endsWith(said), message);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"valid,yes,no", "note,a train,a test", "checked,true,false", "test,false,false"})
    void anotherColumnIsNoSplit(String words) throws IOException {
        String[] cells = words.split(",");
        String text = "path,label,%s\nstripes/000.png,x,%2$s\nstripes/001.jpg,x,%3$s\nred discs/000.png,y,%2$s\n"
                + "red discs/001.jpg,y,%3$s\n";
        assertEquals(List.of(), leftOut(folder.resolve("images.csv"), text.formatted((Object[]) cells)));
    }

    private static final String FOUR = "stripes/000.png,x\nstripes/001.jpg,x\nred discs/000.png,y\n"
            + "red discs/001.jpg,y\n";

    @Test
    void moreCellsThanTheFirstLineHasAreAFault() throws IOException {
        Path table = folder.resolve("images.csv");
        assertEquals(List.of("line 6: has 3 cells, the first line has 2; put quotes around a cell with commas"),
                leftOut(table, "path,label\n" + FOUR + "stripes/002.gif,x, white\nstripes/003.bmp,x,,\n"));
        assertEquals(List.of("line 5: has 3 cells, the first line has 2; begin the file with path,label,split"),
                leftOut(table, FOUR + "stripes/002.gif,x,test\n"));
    }

    @Test
    void aLineThatIsTooShortOrTooLongIsASecondOpinion() throws IOException {
        String rest = "stripes/001.jpg,x,test\nred discs/000.png,y,train\nred discs/001.jpg,y,test\n"
                + "stripes/003.bmp,x,train\n";
        assertEquals(List.of("line 2: stripes/000.png is in images.csv line 7 too, as y and not x; keep the right line",
                "line 7: has 2 cells, fewer than the first line",
                "line 8: stripes/002.gif is in images.csv line 9 too, as y and not x; keep the right line",
                "line 9: has 4 cells, the first line has 3; put quotes around a cell with commas"),
                leftOut(folder.resolve("images.csv"), "path,label,split\nstripes/000.png,x,train\n" + rest
                        + "stripes/000.png,y\nstripes/002.gif,x,train\nstripes/002.gif,y,train,more\n"));
    }

    @Test
    void aCellInQuotesMayGoOverSeveralLines() throws IOException {
        Path table = folder.resolve("images.csv");
        Files.writeString(table, "\n\r\n\"path\" , \"label\"\r\n" + FOUR.replace(",x", ", \"x\r\n, \"\"white\"\"\" ")
                + "absent.png,y\n");
        PictureSet set = PictureSet.load(table, SIDE, SKIP, messages::add);
        assertEquals(List.of("x\n, \"white\"", "y"), set.split(Split.TRAIN).classNames());
        assertEquals(List.of("cannot be used: images.csv line 10: absent.png: no such file"), messages);
    }

    /** Of the lines after a quote that does not end nobody knows what they are; each is read on its own. */
    @Test
    void aQuoteThatIsNotOneIsAFaultOfItsLine() throws IOException {
        Path table = folder.resolve("images.csv");
        String stray = "a quote stands inside a cell; put quotes around the whole cell, and write two for one that is meant";
        assertEquals(List.of("line 2: a quote begins and does not end; end it, or write two for one that is meant"),
                leftOut(table, "path,label\nstripes/002.gif,\"x\n" + FOUR));
        assertEquals(List.of("line 2: " + stray, "line 3: " + stray, "line 7: stripes/003.bmp is in images.csv line 8 "
                + "too, as \"y and not x; keep the right line".replace("\"", ""), "line 8: " + stray), leftOut(table,
                "path,label\nstripes/002.gif,\"x\n" + FOUR.replace("000.png,x", "0\"00.png,x")
                + "stripes/003.bmp,x\nstripes/003.bmp,y\"\nred discs/002.gif,\"y\"\nstripes/004.png,x\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            path,label,label | 2 columns are named label. Fix: give that name to one of them
            path,label,Split,split,split | 3 columns are named split. Fix: give that name to one of them""")
    void twoColumnsOfOneNameAreRefused(String names, String said) throws IOException {
        String message = refusedTable(folder.resolve("images.csv"), names + "\n" + FOUR);
        assertTrue(message.endsWith(said), message);
    }

    @Test
    void withoutTheLineOfNamesTheFirstPictureMayBeMissing() throws IOException {
        Path table = folder.resolve("images.csv");
        assertEquals(List.of("line 1: absent.PNG: no such file"), leftOut(table, "absent.PNG,x\n" + FOUR));
        assertTrue(refusedTable(table, "\n \n").endsWith(
                "an empty table. Fix: begin the file with path,label or path,label,split"));
    }

    @Test
    void theFixFitsTheTable() throws IOException {
        Path table = folder.resolve("images.csv");
        assertTrue(refusedTable(table, "path,label,split\n" + FOUR.replace("\n", ",train\n")).endsWith(
                "no test pictures. Fix: write test as the split of some lines, or remove that column"));
        assertEquals(List.of("line 6: stripes\\002.gif: no such file; write / between folders"),
                leftOut(table, "path,label\n" + FOUR + "stripes\\002.gif,x\n"));
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.writeString(table, FOUR);
        messages.clear();
        Path link = Files.createSymbolicLink(elsewhere.resolve("link.csv"), table);
        assertThrows(DatasetException.class, () -> PictureSet.load(link, SIDE, OPTIONS, messages::add));
        assertEquals("cannot be used: link.csv line 1: stripes/000.png: no such file; the table is a link, and paths begin "
                + "in the folder of the link", messages.getFirst());
    }
}
