package longhand.explain.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import longhand.explain.Values;

/**
 * An answer as somebody wrote it.
 *
 * @param written the numbers
 * @param remarks what was understood although it was not asked for, in sentences
 */
public record AnswerNumbers(Written written, List<String> remarks) {
    public AnswerNumbers {
        remarks = List.copyOf(remarks);
    }

    /**
     * An answer given on a command line: the name of a file, or else the numbers themselves.
     *
     * @param name of the option, for the error
     * @param truth the right answer, as for {@link #read}
     * @throws MatrixFormatException if it cannot be read
     */
    public static AnswerNumbers option(String name, String text, Values truth) {
        boolean file = MatrixFile.namesFile(text);
        if (file && !MatrixFile.isText(text)) {
            return new AnswerNumbers(MatrixFile.option(name, text), List.of());
        }
        try {
            return !file && FreeText.isPlain(text) ? best(Readings.of(text), false, truth)
                    : read(file ? MatrixFile.text(Path.of(text)) : text, text.endsWith(".csv"), truth);
        } catch (MatrixFormatException e) {
            throw MatrixFile.named(name, text, e);
        }
    }

    /**
     * Reads a text. A comma may separate numbers, be a decimal point or stand between thousands, 2 1/2 be two numbers
     * or one, and a hyphen before a row begin the item of a list; where several can be meant, the reading with the size
     * of the right answer counts, and of those the one with most numbers right.
     *
     * @param csv whether it is a table of comma-separated values
     * @param truth the right answer
     * @throws MatrixFormatException if it cannot be read
     */
    public static AnswerNumbers read(String text, boolean csv, Values truth) {
        if (text.length() > MatrixText.MOST_CHARACTERS) {
            return new AnswerNumbers(MatrixText.parse(text), List.of());
        }
        Beside beside = Beside.of(ProgramText.plain(JsonText.plain(Remarks.unquoted(HtmlText.entities(text)))));
        Unfinished.refuseComments(beside.leftOut());
        return beside.sized().flatMap(sized -> sized(sized, csv, truth))
                .orElseGet(() -> read(beside.text(), beside.leftOut(), csv, truth));
    }

    /** The numbers beside a note of their size, if they have it. */
    private static Optional<AnswerNumbers> sized(Beside.Sized sized, boolean csv, Values truth) {
        try {
            return Optional.of(read(sized.rest(), List.of(sized.note()), csv, truth))
                    .filter(read -> sized.fits(read.written.values().dims()));
        } catch (MatrixFormatException e) {
            return Optional.empty(); // it is part of the answer
        }
    }

    private static AnswerNumbers read(String text, List<String> beside, boolean csv, Values truth) {
        String written = FreeText.plain(text);
        String results = Working.without(written);
        SizeNames.Sizes sizes = SizeNames.heightsFirst(Corners.plain(results), truth);
        String alone = Remarks.without(sizes.text(), truth);
        String plain = RowLabels.plain(Crosses.sizes(alone, truth), truth);
        Attached.require(plain);
        RowOrder.require(plain);
        FreeText.Body body = FreeText.body(plain);
        List<String> remarks = new ArrayList<>();
        if (!results.equals(written)) {
            remarks.add("Only what stands behind the last sign of equality was read.");
        }
        if (sizes.turned()) {
            remarks.add("Height and width were read by their names.");
        }
        List<String> leftOut = Stream.concat(beside.stream(), body.leftOut().stream()).toList();
        if (!leftOut.isEmpty() && !body.numbers().isEmpty()) {
            remarks.add("The text beside the numbers was left out: \"" + Quoted.of(leftOut.getFirst()) + "\".");
        }
        List<Readings.Reading> readings =
                new ArrayList<>(Readings.of(body.numbers().isEmpty() ? plain : body.numbers()));
        FreeText.list(text, plain).ifPresent(list -> Readings.of(list.numbers())
                .forEach(r -> readings.add(r.ifRight("The rows were read as a list."))));
        ProgramText.bracketLines(body.numbers()).ifPresent(rows -> Readings.of(rows)
                .forEach(r -> readings.add(r.ifRight("Each line was read as a row."))));
        SideBySide.planes(body.numbers(), truth).ifPresent(planes -> Readings.of(planes)
                .forEach(r -> readings.add(r.ifRight("The planes were read as standing side by side."))));
        ProgramText.withoutNamedIndex(body.numbers(), body.leftOut()).ifPresent(rows -> Readings.of(rows)
                .forEach(r -> readings.add(r.ifRight("The numbers of the rows were left out."))));
        AnswerNumbers read = best(readings, csv, truth);
        remarks.addAll(read.remarks);
        return new AnswerNumbers(read.written, remarks);
    }

    /** The reading with most numbers right; of those, the first. */
    private static AnswerNumbers best(List<Readings.Reading> readings, boolean csv, Values truth) {
        AnswerNumbers best = null;
        int most = -1;
        double magnitude = Closeness.largest(truth);
        for (Readings.Reading reading : readings) {
            Optional<Written> written = attempt(reading.text(), csv);
            int score = written.map(w -> score(w, truth, magnitude)).orElse(-1);
            int least = best == null ? Math.min(reading.least(), 1) : reading.least();
            if (written.isPresent() && score > most && score >= least) {
                best = new AnswerNumbers(written.get(), reading.remarks());
                most = score;
            }
        }
        return best != null ? best : new AnswerNumbers(parse(readings.getFirst().text(), csv), List.of());
    }

    /** 0 for numbers of another size than the right answer's; else 1, and 1 more for each that is right. */
    private static int score(Written written, Values truth, double magnitude) {
        int right = 0;
        Optional<Written> sized = Closeness.inShapeOf(truth.dims(), written.sameDecimals());
        for (boolean agrees : sized.map(w -> Closeness.agree(truth, w, magnitude)).orElse(new boolean[0])) {
            right += agrees ? 1 : 0;
        }
        return sized.isPresent() || Diagnosis.sameShape(truth, written.values()) ? 1 + right : 0;
    }

    private static Optional<Written> attempt(String text, boolean csv) {
        try {
            return Optional.of(parse(text, csv));
        } catch (MatrixFormatException e) {
            return Optional.empty();
        }
    }

    private static Written parse(String text, boolean csv) {
        return csv ? MatrixText.parseCsv(text) : MatrixText.parse(text);
    }
}
